package io.tradeboard.serve;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The response to a request: a representation, and how long it may be cached.
 *
 * @param status of HTTP
 * @param life how long it may be kept
 * @param frames who may show it in a frame
 */
record Answer(int status, Representation body, Life life, Frames frames) {
    /** Who may show an answer in a frame. */
    enum Frames {
        NOBODY,
        ANYBODY
    }

    /** How long an answer may be kept. */
    sealed interface Life permits Fixed, Until {
        /** The value of Cache-Control, as it is at a moment of the ticker. */
        String cacheControl(long nowNanos);

        /** Whether it may be given to somebody else at that moment. */
        boolean isOver(long nowNanos);
    }

    /** An answer whose life is always the same. */
    record Fixed(String cacheControl) implements Life {
        @Override
        public String cacheControl(long nowNanos) {
            return cacheControl;
        }

        @Override
        public boolean isOver(long nowNanos) {
            return true;
        }
    }

    /** An answer that holds until the next board is due: caches serve it while they fetch that, or cannot. */
    record Until(long dueNanos) implements Life {
        private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

        @Override
        public String cacheControl(long nowNanos) {
            // A board that is due at this moment must not be requested again and again.
            long seconds = Math.max(1, (dueNanos - nowNanos + SECOND_NANOS - 1) / SECOND_NANOS);
            return "public, max-age=" + seconds + ", s-maxage=" + seconds
                    + ", stale-while-revalidate=60, stale-if-error=600";
        }

        @Override
        public boolean isOver(long nowNanos) {
            return nowNanos - dueNanos >= 0;
        }
    }

    static final Life NO_STORE = new Fixed("no-store");
    static final Life NO_CACHE = new Fixed("no-cache");
    static final Life FOREVER = new Fixed("public, max-age=31536000, immutable");

    Answer(Representation body, Life life) {
        this(200, body, life, Frames.NOBODY);
    }

    static Life lasting(Duration life) {
        return new Fixed("public, max-age=" + life.toSeconds());
    }

    /** The same, which these may show in a frame. */
    Answer framedBy(Frames who) {
        return new Answer(status, body, life, who);
    }

    /** The same with another status. */
    Answer as(int other) {
        return new Answer(other, body, life, frames);
    }
}
