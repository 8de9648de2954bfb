package io.tradeboard.format;

import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import io.tradeboard.status.BoardReport;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.status.RefusedBoard;
import io.tradeboard.status.StatusReport;
import io.tradeboard.status.StreamReport;
import io.tradeboard.status.TopicReport;
import io.tradeboard.status.Verdict;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Sizes;
import io.tradeboard.text.Widths;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a status for people. Numbers have the names that they have in JSON, with units and blanks. */
public final class StatusWriter {
    private static final String INDENT = "  ";

    private final StatusReport report;
    private final List<String> lines = new ArrayList<>();

    private StatusWriter(StatusReport report) {
        this.report = report;
    }

    public static String table(StatusReport report) {
        StatusWriter writer = new StatusWriter(report);
        writer.redis();
        report.daemons().forEach(writer::daemon);
        writer.stream();
        writer.boards();
        writer.summary();
        return String.join("\n", writer.lines) + "\n";
    }

    private void summary() {
        List<String> problems = report.problems();
        List<String> notes = report.notes();
        List<String> healing = report.healing();
        if (!healing.isEmpty()) {
            list("Healing:", healing);
        }
        if (!problems.isEmpty()) {
            list(Counts.of(problems.size(), "problem") + ":", problems);
        }
        if (!notes.isEmpty()) {
            String heading = (notes.size() == 1 ? "1 board is" : Counts.of(notes.size(), "board") + " are")
                    + " behind or unverified:";
            list(problems.isEmpty() ? "No problems, but " + heading : heading, notes);
        }
        if (problems.isEmpty() && notes.isEmpty() && healing.isEmpty()) {
            lines.add("All is well.");
        }
    }

    private void list(String heading, List<String> sentences) {
        lines.add(heading);
        sentences.forEach(sentence -> lines.add(INDENT + sentence));
    }

    private void redis() {
        RedisHealth health = report.redis().health();
        Double latency = report.redis().latencyMillis();
        RedisHealth.Refusal refusal = health.refusal();
        lines.add("Redis " + health.version() + " at " + report.redis().address()
                + (latency == null ? "" : String.format(Locale.ROOT, ", %.1f ms", latency))
                + (refusal == null ? "" : ", " + refusal.code()));
        if (refusal != null) {
            lines.add(INDENT + refusal.reason());
        }
        health.warnings().forEach(warning -> lines.add(INDENT + "warning: " + warning));
    }

    private void daemon(Heartbeat beat) {
        DaemonId daemon = beat.daemon();
        DaemonState state = beat.state(report.redis().health());
        String reason = beat.reason(report.redis().health());
        lines.add("Daemon " + daemon.shortName()
                + (daemon.host().isEmpty() ? "" : " on " + daemon.host())
                + (daemon.pid() == 0 ? "" : ", pid " + daemon.pid())
                + ": " + state.label()
                + (reason.isEmpty() ? "" : ", " + reason));
        lines.add(INDENT + "heartbeat " + Ages.age(beat.age().isNegative() ? Duration.ZERO : beat.age())
                + " ago, since " + beat.since().truncatedTo(ChronoUnit.SECONDS));
        if (state == DaemonState.UNREADABLE) {
            return;
        }
        counters(beat);
        if (beat.isAlive()) {
            partitions(beat.topic());
            waiting(beat.meters());
            for (Distribution distribution : Distribution.values()) {
                distribution(distribution, beat.meters().get(distribution));
            }
        }
        for (RefusedBoard refused : beat.refused()) {
            lines.add(INDENT + "refused " + refused.board() + ": " + refused.reason()
                    + "; its trades wait in the log until this is fixed");
        }
    }

    private void partitions(@Nullable TopicReport topic) {
        if (topic == null) {
            return;
        }
        lines.add(INDENT + "reads " + Counts.of(topic.own().size(), "partition") + " of " + topic.partitions()
                + " of topic " + topic.name() + " in group " + topic.group());
        for (TopicReport.Partition partition : topic.own()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    %s-%d  offset %,d  %s",
                    topic.name(),
                    partition.number(),
                    partition.offset(),
                    switch (partition.state()) {
                        case CURRENT -> "current";
                        case BEHIND -> String.format(Locale.ROOT, "%,d behind", partition.waiting());
                        case OPEN_TRANSACTION ->
                            String.format(
                                    Locale.ROOT, "%,d behind, waiting for an open transaction", partition.waiting());
                    }));
        }
    }

    /** The rates of a daemon that is alive and the size of its log; and the counts of a daemon since it was started. */
    private void counters(Heartbeat beat) {
        List<String> now = new ArrayList<>();
        if (beat.isAlive()) {
            now.add(String.format(Locale.ROOT, "%,.1f trades/s", beat.rates().accepted()));
            now.add(String.format(Locale.ROOT, "%,.1f applied/s", beat.rates().applied()));
        }
        beat.meters().get(Gauge.LOG_BYTES).ifPresent(bytes -> now.add("log " + Sizes.bytes(bytes)));
        if (!now.isEmpty()) {
            lines.add(INDENT + String.join("  ", now));
        }
        List<String> counts = new ArrayList<>();
        for (Counter counter : List.of(
                Counter.ACCEPTED,
                Counter.APPLIED,
                Counter.REJECTED,
                Counter.LATE,
                Counter.DUPLICATES,
                Counter.HEALED)) {
            counts.add(String.format(Locale.ROOT, "%s %,d", counter.label(), beat.count(counter)));
        }
        lines.add(INDENT + "since its start: " + String.join("  ", counts));
    }

    /** What waits, and for how long; what is unknown is left out. */
    private void waiting(Meters.Snapshot meters) {
        List<String> parts = new ArrayList<>();
        meters.get(Gauge.BACKLOG).ifPresent(trades -> parts.add(String.format(Locale.ROOT, "backlog %,d", trades)));
        meters.get(Gauge.FLUSH_DELAY_MILLIS)
                .ifPresent(millis -> parts.add(String.format(Locale.ROOT, "flush delay %,d ms", millis)));
        meters.get(Gauge.UNAPPLIED_BYTES).ifPresent(bytes -> parts.add("unapplied " + Sizes.bytes(bytes)));
        meters.get(Gauge.BUFFERED_TRADES)
                .ifPresent(trades -> parts.add(String.format(Locale.ROOT, "buffered %,d", trades)));
        meters.get(Gauge.REFUSED_TRADES).ifPresent(trades -> {
            if (trades > 0) {
                parts.add(String.format(Locale.ROOT, "refused %,d", trades));
            }
        });
        meters.get(Gauge.CLOCK_DIFFERENCE_MILLIS)
                .ifPresent(millis -> parts.add(String.format(Locale.ROOT, "clock difference %,d ms", millis)));
        if (!parts.isEmpty()) {
            lines.add(INDENT + String.join("  ", parts));
        }
    }

    private void distribution(Distribution distribution, Quantiles values) {
        if (values.isEmpty()) {
            return;
        }
        String what = distribution.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        lines.add(
                distribution.isTime()
                        ? String.format(
                                Locale.ROOT,
                                "  %s: p50 %,.1f ms  p99 %,.1f ms  max %,.1f ms  (%s in the last minute)",
                                what,
                                values.p50() / 1e3,
                                values.p99() / 1e3,
                                values.max() / 1e3,
                                counted(distribution, values.count()))
                        : String.format(
                                Locale.ROOT,
                                "  %s: p50 %,d  p99 %,d  max %,d",
                                what,
                                values.p50(),
                                values.p99(),
                                values.max()));
    }

    private static String counted(Distribution distribution, long count) {
        return switch (distribution) {
            case ARRIVAL_TO_BOARD -> Counts.of(count, "trade");
            case SYNC -> Counts.of(count, "sync");
            case FLUSH, FLUSH_TRADES -> Counts.of(count, "flush", "flushes");
        };
    }

    private void stream() {
        StreamReport stream = report.stream();
        stream.entries().ifPresent(entries -> {
            if (entries > 0) {
                lines.add("Stream: " + Counts.of(entries, "entry", "entries"));
            }
        });
        for (StreamReport.Pending pending : stream.abandoned()) {
            lines.add(INDENT + Counts.of(pending.entries(), "entry", "entries") + " pending for consumer "
                    + pending.consumer() + "; if it will not return: tradeboard ingest --claim " + pending.consumer());
        }
    }

    private void boards() {
        int widest = report.today().boards().stream()
                .mapToInt(board -> Widths.of(board.board().symbol()))
                .max()
                .orElse(0);
        report.today().boards().forEach(board -> board(board, Math.max(6, widest)));
    }

    private void board(BoardReport board, int cells) {
        String symbol = board.board().symbol();
        String start = Widths.left(symbol, cells) + "  ";
        if (!board.unreadable().isEmpty()) {
            lines.add(start + "UNREADABLE  " + board.unreadable());
            return;
        }
        lines.add(start
                + Counts.of(board.counts().traders(), "trader") + "  "
                + Counts.of(board.counts().trades(), "trade") + "  "
                + (board.shards() > 1 ? Counts.of(board.shards(), "shard") + "  " : "") + "last trade "
                + lastTrade(board) + "  " + verdict(board) + daemons(board));
        long capped = board.counts().capped();
        if (capped > 0) {
            lines.add(INDENT + symbol + ": " + Counts.of(capped, "trader") + (capped == 1 ? " is" : " are")
                    + " capped at 2^53-1 units; from the next day on keep fewer decimals (TRADEBOARD_SYMBOLS)");
        }
    }

    private String lastTrade(BoardReport board) {
        Instant at = board.lastTradeAt();
        return at == null ? "unknown" : at.truncatedTo(ChronoUnit.SECONDS) + ", " + ago(at);
    }

    /**
     * The verdict; why a board is UNVERIFIED is in the summary. While a daemon replays its log, no earlier verdict says
     * that the board is complete.
     */
    private String verdict(BoardReport board) {
        Verdict verdict = board.verdict();
        if (verdict == null) {
            return "NOT AUDITED";
        }
        boolean isConfirmed = verdict.differences() == 0 && verdict.unverified().isEmpty();
        if (isConfirmed && !report.healing().isEmpty()) {
            return "HEALING (last audit " + ago(verdict.at()) + ")";
        }
        return verdict.word()
                + (verdict.differences() > 0 ? String.format(Locale.ROOT, " %,d", verdict.differences()) : "")
                + " (audit " + ago(verdict.at()) + ")"
                + (verdict.unverified().isEmpty() || verdict.word() == Verdict.Word.UNVERIFIED
                        ? ""
                        : ", " + verdict.unverified());
    }

    private String ago(Instant moment) {
        Instant now = report.today().at();
        Duration age = now == null ? Duration.ZERO : Duration.between(moment, now);
        return Ages.age(age.isNegative() ? Duration.ZERO : age) + " ago";
    }

    /** Those of the daemons that are there which count on the board. */
    private String daemons(BoardReport board) {
        Set<String> names = new TreeSet<>();
        for (Heartbeat beat : report.daemons()) {
            if (beat.isAlive() && beat.moves(Set.copyOf(board.writers()))) {
                names.add(beat.daemon().shortName());
            }
        }
        return names.isEmpty() ? "" : "  by " + String.join(", ", names);
    }
}
