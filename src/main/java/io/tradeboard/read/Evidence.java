package io.tradeboard.read;

import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.TopicReports;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Times;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the state of a board, and the only place where it is decided.
 *
 * <p>The worst comes first: a board that cannot be read, a Redis that evicts, a board that lost data, a day that is over, a Redis that refuses
 * writes, a board that refuses trades, the daemons that feed it, and only then the age of the snapshot.
 *
 * @param fell whether trades or a mark fell since this reader saw the board before, and have not come back
 * @param over whether the board's day was over at the moment that is judged
 * @param age of the snapshot at that moment
 * @param refresh how often snapshots are taken
 * @param times the zone in which reasons give times
 */
public record Evidence(
        BoardId board,
        LedgerView ledger,
        boolean fell,
        boolean over,
        Vitals vitals,
        Duration age,
        Duration refresh,
        Times times) {
    /** How much older than the refresh a snapshot may become. */
    private static final Duration LATE_AFTER = Duration.ofSeconds(15);

    private static final int STALE_REFRESHES = 3;
    private static final long FEW_UNREAD = 1_000;
    private static final int WRITER_SHOWN = 8;

    /** Decides the state. */
    public BoardCondition condition() {
        if (!ledger.fault().isEmpty()) {
            return new BoardCondition(BoardState.REFUSED, "The board cannot be read: " + ledger.fault());
        }
        if (over && !ledger.exists()) {
            return new BoardCondition(
                    BoardState.NOT_KEPT, "No board is kept for " + board.day() + "; see ingest --retention");
        }
        if (!vitals.evicts().isEmpty()) {
            return new BoardCondition(BoardState.EVICTING, "Boards keep losing data: " + vitals.evicts());
        }
        if (fell) {
            return new BoardCondition(
                    BoardState.HEALING, "Redis lost data of this board; volumes are too low until it is replayed");
        }
        if (over) {
            BoardCondition refused = refusedByDaemon();
            return refused != null ? refused : closing();
        }
        if (!vitals.isKnown()) {
            return byAge();
        }
        if (!vitals.refusesWrites().isEmpty()) {
            return new BoardCondition(
                    BoardState.READ_ONLY,
                    "Redis refuses writes (" + vitals.refusesWrites() + "); volumes are not moving");
        }
        BoardCondition fed = feeding();
        return fed != null ? fed : byAge();
    }

    private BoardCondition closing() {
        Collection<String> open = ledger.marks().open();
        if (open.isEmpty()) {
            return BoardCondition.of(BoardState.FINAL);
        }
        List<Heartbeat> silent = vitals.daemons().stream()
                .filter(beat -> open.contains(beat.writer()) && !beat.isAlive())
                .toList();
        String waiting =
                open.size() == 1 ? "its writer has closed it" : "its " + open.size() + " writers have closed it";
        return new BoardCondition(
                BoardState.CLOSING,
                "The day is over; PROVISIONAL until " + waiting
                        + (silent.isEmpty() ? "" : "; " + silence(silent.get(0))));
    }

    /** What is wrong with the daemons that feed the board, or null where nothing is. */
    private @Nullable BoardCondition feeding() {
        List<Heartbeat> alive =
                vitals.daemons().stream().filter(Heartbeat::isAlive).toList();
        if (alive.isEmpty()) {
            return nobody();
        }
        BoardCondition refused = refusedByDaemon();
        if (refused != null) {
            return refused;
        }
        BoardCondition worst = worst(alive);
        if (worst != null) {
            return worst;
        }
        String unread =
                new TopicReports(vitals.daemons()).unread(ledger.marks().at().keySet());
        if (unread != null && !vitals.isRedisJustBack()) {
            return new BoardCondition(BoardState.LATE, "No daemon reads " + unread + ", which feeds this board");
        }
        List<Heartbeat> silent = vitals.daemons().stream()
                .filter(beat -> !hasStopped(beat) && !beat.isAlive())
                .filter(beat -> ledger.marks().at().containsKey(beat.writer()))
                .toList();
        if (!silent.isEmpty() && !vitals.isRedisJustBack()) {
            return new BoardCondition(
                    BoardState.LATE,
                    String.format(
                            Locale.ROOT,
                            "%d of %d daemons that feed this board %s: %s",
                            silent.size(),
                            silent.size() + alive.size(),
                            silent.size() == 1 ? "is silent" : "are silent",
                            silence(silent.get(0))));
        }
        return null;
    }

    /**
     * The worst reason why daemons that feed the board do not keep it current, and how many daemons have it; null if
     * there is none. A daemon that replays its log counts even without a mark on the board, as the mark may be what was
     * lost.
     */
    private @Nullable BoardCondition worst(List<Heartbeat> alive) {
        List<Heartbeat> feeding = new ArrayList<>(vitals.feeding(ledger.marks()));
        alive.stream()
                .filter(beat -> beat.state() == DaemonState.HEALING && !feeding.contains(beat))
                .forEach(feeding::add);
        List<BoardCondition> lacking =
                feeding.stream().map(Evidence::own).filter(Objects::nonNull).toList();
        BoardCondition worst = lacking.stream()
                .max(Comparator.comparingInt(Evidence::severity))
                .orElse(null);
        if (worst == null || feeding.size() == 1) {
            return worst;
        }
        long as = lacking.stream().filter(own -> own.state() == worst.state()).count();
        return new BoardCondition(
                worst.state(), String.format(Locale.ROOT, "%s (%d of %d daemons)", worst.reason(), as, feeding.size()));
    }

    /** The reason that a live daemon gives for not applying trades to the board, or null. */
    private @Nullable BoardCondition refusedByDaemon() {
        return vitals.daemons().stream()
                .filter(Heartbeat::isAlive)
                .flatMap(beat -> beat.refused().stream())
                .filter(refused -> refused.board().equals(board))
                .map(refused ->
                        new BoardCondition(BoardState.REFUSED, "The board takes no trades: " + refused.reason()))
                .findFirst()
                .orElse(null);
    }

    private BoardCondition nobody() {
        Heartbeat newest = vitals.newest();
        if (newest == null) {
            return new BoardCondition(
                    BoardState.DAEMON_DOWN,
                    "No ingest daemon has reported; volumes are not moving. Try: tradeboard ingest");
        }
        boolean crashed = vitals.daemons().stream().anyMatch(beat -> !hasStopped(beat));
        if (crashed && vitals.isRedisJustBack()) {
            return new BoardCondition(BoardState.REDIS_BACK, "Redis is back; waiting for the daemon's next report");
        }
        return new BoardCondition(
                BoardState.DAEMON_DOWN,
                !hasStopped(newest)
                        ? "Ingest stopped: no daemon has reported for " + seconds(newest.age())
                        : "Ingest stopped " + times.second(newest.at()) + "; volumes are not moving");
    }

    /** Why a daemon that reports does not keep the board current, or null. */
    private static @Nullable BoardCondition own(Heartbeat beat) {
        return switch (beat.state()) {
            case HEALING -> new BoardCondition(BoardState.HEALING, "The daemon is replaying its log onto the boards");
            case DISK_FULL ->
                new BoardCondition(
                        BoardState.DISK_FULL, "Ingest waits for space on the disk of its log; volumes are not moving");
            case CLOCKS_DIFFER ->
                new BoardCondition(
                        BoardState.CLOCKS,
                        "The clocks of Redis and of the daemon differ, so it reads no trades"
                                + (beat.reason().isEmpty() ? "" : ": " + beat.reason()));
            default -> behind(beat.backlog(), beat.rates().accepted(), Duration.ofMillis(beat.flushDelayMillis()));
        };
    }

    private static boolean hasStopped(Heartbeat beat) {
        return beat.state() == DaemonState.STOPPED;
    }

    /**
     * What a running daemon is behind by, or null if that is no more than a moment.
     *
     * @param unread trades that wait in the source
     * @param flushDelay age of the oldest trade that was read and is not on its board
     */
    static @Nullable BoardCondition behind(long unread, double tradesPerSecond, Duration flushDelay) {
        if (unread > FEW_UNREAD + tradesPerSecond * LATE_AFTER.toSeconds()) {
            return new BoardCondition(BoardState.LATE, String.format(Locale.ROOT, "%,d trades unread", unread));
        }
        return flushDelay.compareTo(LATE_AFTER) > 0
                ? new BoardCondition(
                        BoardState.LATE, "The oldest trade that is not on its board has waited " + seconds(flushDelay))
                : null;
    }

    private static int severity(BoardCondition condition) {
        return switch (condition.state()) {
            case LATE -> 1;
            case HEALING -> 2;
            default -> 3;
        };
    }

    private BoardCondition byAge() {
        if (!ledger.exists()) {
            return BoardCondition.of(BoardState.EMPTY);
        }
        if (age.compareTo(refresh.multipliedBy(STALE_REFRESHES)) > 0) {
            return BoardCondition.of(BoardState.STALE);
        }
        return BoardCondition.of(age.compareTo(refresh.plus(LATE_AFTER)) > 0 ? BoardState.LATE : BoardState.LIVE);
    }

    private static String silence(Heartbeat beat) {
        String writer =
                beat.writer().substring(0, Math.min(WRITER_SHOWN, beat.writer().length()));
        return !hasStopped(beat) ? writer + " has not reported for " + seconds(beat.age()) : writer + " has stopped";
    }

    private static String seconds(Duration age) {
        return age.toMinutes() > 0 ? Ages.age(age) : age.toSeconds() + " s";
    }
}
