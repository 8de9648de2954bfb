package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A board that is or was on the screen: what is known of it, and when it is read next.
 *
 * @param board what is shown of it, null until it was read once
 * @param held the newest that was read during a pause, null where nothing was
 * @param newer how many times newer standings were read during the pause
 * @param trouble why it could not be read last, null where it could
 * @param moves who overtook whom, the latest first
 */
record Watch(
        Fetching fetching,
        Model.@Nullable Board board,
        Model.@Nullable Board held,
        int newer,
        @Nullable BoardCondition trouble,
        List<Moves.Move> moves) {
    /** Which board: the day is null for today, whichever that is. */
    record Key(String symbol, @Nullable LocalDate day) {}

    /** Whether a board is being read. */
    enum Stage {
        IDLE,
        /** For the first time since it came onto the screen: what is known of it may be old. */
        OPENING,
        REFRESHING
    }

    /**
     * When a board is read.
     *
     * @param version of the last fetch: the result of an older one is dropped
     * @param next when to read it again
     */
    record Fetching(long version, Stage stage, Instant next) {
        boolean underWay() {
            return stage != Stage.IDLE;
        }

        Fetching idleUntil(Instant time) {
            return new Fetching(version, Stage.IDLE, time);
        }
    }

    static Watch due(Instant now) {
        return new Watch(new Fetching(0, Stage.IDLE, now), null, null, 0, null, List.of());
    }

    Watch with(Fetching other) {
        return new Watch(other, board, held, newer, trouble, moves);
    }

    /** To be read as soon as it is on the screen. */
    Watch dueAt(Instant time) {
        return with(fetching.idleUntil(time));
    }

    /** Could not be read; what is known of it stays. */
    Watch failed(BoardCondition why, Instant retryAt) {
        return new Watch(fetching.idleUntil(retryAt), board, held, newer, why, moves);
    }

    Watch answered() {
        return new Watch(fetching, board, held, newer, null, moves);
    }

    /** What was read is kept until the pause ends. */
    Watch holding(Model.Board read) {
        Model.Board latest = held == null ? board : held;
        boolean isNewer = latest == null
                || !latest.standings().asOf().equals(read.standings().asOf());
        return new Watch(fetching, board, read, newer + (isNewer ? 1 : 0), trouble, moves);
    }

    /** The pause is over: what it held back is shown. */
    Watch resumed(int depth) {
        Watch open = new Watch(fetching, board, null, 0, trouble, moves);
        return held == null ? open : open.showing(held, depth);
    }

    /** The board as read, with who moved among the first rows since what was shown before. */
    Watch showing(Model.Board read, int depth) {
        Model.Board shown = board;
        Sample before = read.before();
        List<Moves.Move> news = moves;
        if (shown != null
                && before != null
                && !shown.standings().asOf().equals(read.standings().asOf())) {
            news = Moves.and(Moves.between(before, read.standings(), depth), moves);
        } else if (shown != null && !read.standings().isComparableWith(shown.standings())) {
            // The moves may have names that must not be shown any more.
            news = List.of();
        }
        return new Watch(fetching, read, held, newer, trouble, news);
    }

    /** Nothing of it is known any more, and it is to be read again. */
    Watch withoutNames(Instant now) {
        return new Watch(fetching.idleUntil(now), null, null, 0, trouble, List.of());
    }

    /** Whether what is known of the board names traders as a directory did that these later standings do not know. */
    boolean isOfEarlierDirectory(Standings later) {
        return board != null
                && board.standings().asOf().isBefore(later.asOf())
                && board.standings().reading().directory() != later.reading().directory();
    }
}
