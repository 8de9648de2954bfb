package io.tradeboard.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers that were read from Redis, and serves them to identical requests until the next board is due.
 *
 * <p>Thread-safe.
 */
final class AnswerCache {
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int FIXED_BYTES = 512;

    private final Cache<String, Answer> answers;
    private final LongSupplier ticker;

    /** @param life how long an answer is kept at most */
    AnswerCache(Duration life, LongSupplier ticker) {
        this.ticker = ticker;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher(AnswerCache::weight)
                .expireAfterWrite(life)
                .ticker(ticker::getAsLong)
                .build();
    }

    private static int weight(String target, Answer answer) {
        return FIXED_BYTES
                + target.length()
                + answer.body().plain().length
                + answer.body().packed().length;
    }

    /** The answer to what was asked for, or null where there is none that still holds. */
    @Nullable
    Answer find(String target) {
        Answer known = answers.getIfPresent(target);
        return known == null || known.life().isOver(ticker.getAsLong()) ? null : known;
    }

    /** Forgets all of them. */
    void clear() {
        answers.invalidateAll();
    }

    void keep(String target, Answer answer) {
        if (!answer.life().isOver(ticker.getAsLong())) {
            answers.put(target, answer);
        }
    }
}
