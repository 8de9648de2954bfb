package io.tradeboard.status;

import io.tradeboard.text.Ages;
import io.tradeboard.text.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How everything is: Redis, the daemons, the stream, and the boards of today.
 *
 * @param daemons the latest heard first
 * @param unreadable parts of it that cannot be read, with the reason
 */
public record StatusReport(
        Server redis, List<Heartbeat> daemons, StreamReport stream, Today today, List<String> unreadable) {
    /** How many unread trades a daemon may have before it counts as behind. */
    public static final long MOST_BACKLOG = 100_000;

    /** How long a trade may wait for its board before its daemon counts as behind. */
    public static final Duration LONGEST_FLUSH_DELAY = Duration.ofSeconds(30);

    /** So fresh a heartbeat was written after what INFO reports: Redis takes writes, or another server does. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    public StatusReport {
        daemons = List.copyOf(daemons);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * The server.
     *
     * @param latencyMillis of one round trip, or null where it does not serve yet
     */
    public record Server(
            String address, RedisHealth health, @Nullable Double latencyMillis) {}

    /**
     * The boards of the trading day.
     *
     * @param at now, by the clock of Redis; null where it does not serve yet
     * @param day null where the time is
     */
    public record Today(@Nullable Instant at, @Nullable LocalDate day, List<BoardReport> boards) {
        public static final Today UNKNOWN = new Today(null, null, List.of());

        public Today {
            boards = List.copyOf(boards);
        }
    }

    /**
     * What an operator must look at; empty when there is nothing. These are: Redis refuses writes; a part of this report cannot be
     * read; no daemon is running; a daemon is silent and did not stop, or is held up by its disk, by Redis or by the clocks,
     * or is behind; nobody reads a partition, or one waits for an open transaction; a board refuses trades, or differs from
     * the log.
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(unreadable);
        RedisHealth.Refusal refusal = refusal();
        if (refusal != null) {
            problems.add("Redis refuses writes: " + refusal.reason());
        } else if (daemons.stream().noneMatch(this::isAtWork)) {
            OptionalLong waiting = stream.entries();
            problems.add("no daemon is running"
                    + (waiting.orElse(0) > 0
                            ? ", and " + Counts.of(waiting.orElse(0), "entry", "entries") + " wait in the stream"
                            : "")
                    + "; start one: tradeboard ingest" + (readsKafka() ? " kafka" : ""));
        }
        daemons.forEach(daemon -> problems.addAll(problems(daemon)));
        problems.addAll(new TopicReports(daemons).problems());
        today.boards.forEach(board -> problems.addAll(problems(board)));
        return problems;
    }

    /**
     * Which daemons replay their logs, a sentence each. Until they are done, boards may lack trades, and no earlier
     * verdict says that they do not.
     */
    public List<String> healing() {
        return daemons.stream()
                .filter(daemon -> daemon.state(redis.health) == DaemonState.HEALING)
                .map(daemon -> "daemon " + daemon.daemon().shortName()
                        + " is replaying its log; boards may lack trades until it is done")
                .toList();
    }

    /**
     * What the last audits could not confirm and is not a problem: boards that were behind, as a running daemon catches up
     * by itself, and boards that the log could not verify.
     */
    public List<String> notes() {
        boolean isHealing = !healing().isEmpty();
        return today.boards.stream()
                .map(board -> note(board, isHealing))
                .filter(note -> !note.isEmpty())
                .toList();
    }

    /** Why Redis refuses writes, unless a heartbeat shows that it takes them; null where it does. */
    private RedisHealth.@Nullable Refusal refusal() {
        RedisHealth.Refusal refusal = redis.health.refusal();
        if (refusal == null || refusal.isCertain()) {
            return refusal;
        }
        boolean writes = daemons.stream().anyMatch(daemon -> daemon.age().abs().compareTo(FRESH) < 0);
        return writes ? null : refusal;
    }

    private boolean readsKafka() {
        return !daemons.isEmpty() && daemons.get(0).topic() != null;
    }

    private boolean isAtWork(Heartbeat daemon) {
        DaemonState state = daemon.state(redis.health);
        return state != DaemonState.STOPPED && state != DaemonState.SILENT && state != DaemonState.STANDBY;
    }

    private List<String> problems(Heartbeat daemon) {
        List<String> problems = new ArrayList<>();
        String name = "daemon " + daemon.daemon().shortName();
        DaemonState state = daemon.state(redis.health);
        switch (state) {
            case RUNNING, HEALING, STANDBY, STOPPED -> {}
            case SILENT ->
                problems.add(name + " has sent no heartbeat for "
                        + Ages.age(daemon.age().abs()) + " and did not shut down");
            case DISK_FULL, REDIS_REFUSES, CLOCKS_DIFFER, UNREADABLE -> {
                String reason = daemon.reason(redis.health);
                problems.add(name + " is blocked: " + state.label() + (reason.isEmpty() ? "" : ", " + reason));
            }
        }
        if (!daemon.isAlive()) {
            return problems;
        }
        if (daemon.backlog() > MOST_BACKLOG) {
            problems.add(name + " is behind: " + Counts.of(daemon.backlog(), "trade") + " are unread in the stream");
        }
        Duration delay = Duration.ofMillis(daemon.flushDelayMillis());
        if (delay.compareTo(LONGEST_FLUSH_DELAY) > 0) {
            problems.add(name + " is behind: a trade has waited for its board for " + Ages.age(delay));
        }
        for (RefusedBoard refused : daemon.refused()) {
            problems.add("the board " + refused.board() + " refuses the trades of " + name + ": " + refused.reason());
        }
        return problems;
    }

    private static List<String> problems(BoardReport board) {
        if (!board.unreadable().isEmpty()) {
            return List.of("the board " + board.board() + " cannot be read: " + board.unreadable());
        }
        Verdict verdict = board.verdict();
        if (verdict != null && verdict.word() == Verdict.Word.DIFFERS) {
            return List.of("the board " + board.board() + " differs from the log in "
                    + Counts.of(verdict.differences(), "place") + "; see: tradeboard audit "
                    + board.board().symbol());
        }
        return List.of();
    }

    private static String note(BoardReport board, boolean isHealing) {
        Verdict verdict = board.verdict();
        if (verdict == null || !board.unreadable().isEmpty()) {
            return "";
        }
        return switch (verdict.word()) {
            case EXACT, DIFFERS -> "";
            case BEHIND ->
                isHealing
                        ? ""
                        : "the board " + board.board() + " was behind the log by "
                                + Counts.of(verdict.pending(), "trade")
                                + " at its last audit; the daemon catches up by itself";
            case UNVERIFIED -> "the log could not verify the board " + board.board() + ": " + verdict.unverified();
        };
    }
}
