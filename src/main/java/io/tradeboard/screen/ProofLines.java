package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Quantiles;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Verdict;
import io.tradeboard.text.Ages;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far a board can be trusted: its audit, and how the daemons that feed it and Redis are. Where Redis cannot be
 * reached nothing is claimed of any of them.
 */
final class ProofLines {
    private static final int LABEL_CELLS = 13;

    private final Model model;
    private final Standings standings;
    private final Times times;
    private final List<String> lines = new ArrayList<>();

    private ProofLines(Model model, Standings standings) {
        this.model = model;
        this.standings = standings;
        this.times = model.times();
    }

    static List<String> of(Model model, Standings standings) {
        ProofLines proof = new ProofLines(model, standings);
        proof.board();
        proof.life();
        return List.copyOf(proof.lines);
    }

    private void line(String label, String text) {
        lines.add(Cells.left(label, LABEL_CELLS, "") + text);
    }

    private void board() {
        Verdict verdict = standings.audit();
        line("audit", verdict == null ? "none yet" : audit(verdict));
        line("board", Counts.of(standings.trades(), "trade") + ", " + Counts.of(standings.traders(), "trader"));
    }

    private String audit(Verdict verdict) {
        String time = times.second(verdict.at());
        String trades = Counts.of(verdict.trades(), "trade");
        return switch (verdict.word()) {
            case EXACT -> "exact at " + time + ", " + trades + " recounted";
            case DIFFERS -> Counts.of(verdict.differences(), "difference") + " at " + time + ", " + trades;
            case BEHIND -> "behind at " + time + ", " + Counts.of(verdict.pending(), "record") + " pending";
            case UNVERIFIED -> "unverified at " + time + ": " + verdict.unverified();
        };
    }

    private void life() {
        Model.Life life = model.life();
        String address = model.config().address();
        BoardCondition trouble = model.trouble();
        if (trouble != null && trouble.state() == BoardState.REDIS_DOWN) {
            line("ingest", "unknown while Redis is unreachable");
            line("redis", address + " unreachable: " + trouble.reason());
        } else if (life != null) {
            ingest(life.vitals());
            line(
                    "redis",
                    String.format(
                            Locale.ROOT,
                            "%s answered in %.1f ms",
                            address,
                            life.latency().toNanos() / 1e6));
        }
    }

    private void ingest(Vitals vitals) {
        List<Heartbeat> feeding = vitals.feeding(standings.ledger().marks());
        if (feeding.isEmpty()) {
            Heartbeat newest = vitals.newest();
            line("ingest", newest == null ? "no daemon has reported" : gone(newest));
            return;
        }
        Duration overdue = model.overdue(feeding);
        if (overdue == null) {
            double rate = feeding.stream()
                    .mapToDouble(beat -> beat.rates().accepted())
                    .sum();
            line("ingest", daemons(feeding) + String.format(Locale.ROOT, ", %,.0f trades/s", rate));
            line("flush delay", seconds(Vitals.flushDelayMillis(feeding)) + slowest(feeding));
        } else {
            // How fast it was says nothing of a daemon that may have died since.
            line("ingest", daemons(feeding) + ", last report " + Ages.age(overdue) + " ago");
            line("flush delay", "unknown until the next report");
        }
        OptionalLong backlog = Vitals.backlog(feeding);
        if (backlog.isPresent()) {
            line("backlog", Counts.of(backlog.getAsLong(), "trade") + " unread");
        }
        line(
                "not counted",
                String.format(
                        Locale.ROOT,
                        "since %s: %,d rejected, %,d late, %s",
                        times.minuteOn(standings.board().day(), started(feeding)),
                        count(feeding, Counter.REJECTED),
                        count(feeding, Counter.LATE),
                        Counts.of(count(feeding, Counter.DUPLICATES), "duplicate")));
    }

    private String gone(Heartbeat newest) {
        return newest.state() == DaemonState.STOPPED
                ? "STOPPED at " + times.second(newest.at())
                : "no report since " + times.second(newest.at());
    }

    /** The one daemon and its state; of several how many, and the state of those that do not run. */
    private String daemons(List<Heartbeat> feeding) {
        if (feeding.size() == 1) {
            Heartbeat only = feeding.get(0);
            return only.state().label() + " since " + times.second(only.since());
        }
        List<Heartbeat> others = feeding.stream()
                .filter(beat -> beat.state() != DaemonState.RUNNING)
                .toList();
        return Counts.of(feeding.size(), "daemon") + ", "
                + (others.isEmpty()
                        ? "all RUNNING"
                        : others.size() + " " + others.get(0).state().label());
    }

    /** How long all but the slowest trades took lately, where any reached a board. */
    private static String slowest(List<Heartbeat> feeding) {
        double micros = feeding.stream()
                .map(beat -> beat.meters().get(Distribution.ARRIVAL_TO_BOARD))
                .filter(delays -> !delays.isEmpty())
                .mapToDouble(Quantiles::p99)
                .max()
                .orElse(0);
        return micros > 0 ? String.format(Locale.ROOT, ", 99%% of trades within %.2fs", micros / 1e6) : "";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1fs", millis / 1_000.0);
    }

    /** When the first of the daemons was started, and so began to count. */
    private static Instant started(List<Heartbeat> feeding) {
        return feeding.stream().map(Heartbeat::since).min(Instant::compareTo).orElseThrow();
    }

    private static long count(List<Heartbeat> feeding, Counter counter) {
        return feeding.stream().mapToLong(beat -> beat.count(counter)).sum();
    }
}
