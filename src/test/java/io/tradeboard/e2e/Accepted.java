package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which trades were accepted, by the logs themselves, beside those that were sent; and so what must be on the boards. Every
 * trade has an id of its own.
 */
final class Accepted {
    private final ZoneId zone;
    private final Recount recount;
    private final List<LoggedTrades> logs = new ArrayList<>();
    private final Set<Tape.Entry> awaited = new HashSet<>();

    /** What was ever awaited, by the key of each log that was read. */
    private final Map<String, Map<LoggedTrades.Identity, Tape.Entry>> expected = new HashMap<>();

    private int logged;
    private int late;

    /** @param zone whose midnight ends a day */
    Accepted(ZoneId zone) {
        this.zone = zone;
        this.recount = new Recount(zone);
    }

    /** Counts what this log directory will hold, but not what it holds, which is a copy of what another does. */
    void readCopiedLog(Path directory) throws IOException {
        LoggedTrades copy = new LoggedTrades(directory);
        copy.next();
        logs.add(copy);
    }

    /** Counts what this log directory holds, and will hold. */
    void readLog(Path directory) {
        logs.add(new LoggedTrades(directory));
    }

    /** Expects these trades in a log; to be called before they are sent. */
    void expect(Tape sent) {
        awaited.addAll(sent.entries());
        expected.forEach((key, entries) ->
                sent.entries().forEach(trade -> entries.put(LoggedTrades.Identity.of(trade, key), trade)));
    }

    /** Reads on in the logs. Fails where they hold a trade that was not sent so, or one of them twice. */
    void refresh() throws IOException {
        for (LoggedTrades log : logs) {
            for (LoggedTrades.Logged trade : log.next()) {
                Tape.Entry sent = ofKey(trade.identity().key()).get(trade.identity());
                if (sent == null) {
                    throw new AssertionError("nobody sent " + trade);
                }
                assertThat(awaited.remove(sent)).as("%s is logged once", trade).isTrue();
                logged++;
                assertThat(trade.isOf(sent, zone))
                        .as("%s is what was sent, %s", trade, sent)
                        .isTrue();
                if (trade.late()) {
                    late++;
                } else {
                    recount.add(trade.timestamp(), trade.trader(), trade.symbol(), trade.quantity());
                }
            }
        }
    }

    private Map<LoggedTrades.Identity, Tape.Entry> ofKey(String key) {
        return expected.computeIfAbsent(key, k -> {
            Map<LoggedTrades.Identity, Tape.Entry> entries = new HashMap<>();
            awaited.forEach(trade -> entries.put(LoggedTrades.Identity.of(trade, k), trade));
            return entries;
        });
    }

    /** Returns once so many trades are logged. */
    void awaitCount(double atLeast) {
        RedisProbe.until(atLeast + " trades are logged", () -> {
            refresh();
            return count() >= atLeast;
        });
    }

    /** How many trades are logged. */
    int count() {
        return logged;
    }

    /** How many of them are on no board, as their day was over when they came. */
    int late() {
        return late;
    }

    /** How many trades were sent that no log has. */
    int missing() {
        return awaited.size();
    }

    /** Expects those that are missing no more, and returns how many there were. */
    int forgetMissing() {
        int missing = awaited.size();
        awaited.clear();
        expected.clear();
        return missing;
    }

    /** What must be on the boards. */
    Recount recount() {
        return recount;
    }
}
