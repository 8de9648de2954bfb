package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Protocol.Command;

/** What was decided when a trade was accepted holds, however the settings are changed later. */
class SettingsChangedTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final long now = Clock.systemUTC().millis();

    private static final TradingDays SHARP = days(ZoneOffset.UTC, 0);
    private static final Symbols SYMBOLS = Symbols.parse("BTC:2,ETH:2", 2, false);

    private static TradingDays days(ZoneId zone, int latenessHours) {
        return new TradingDays(zone, Duration.ofHours(latenessHours), Duration.ofDays(10));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("more lateness", SHARP, SYMBOLS, days(ZoneOffset.UTC, 200), SYMBOLS),
                Arguments.of("less lateness", days(ZoneOffset.UTC, 200), SYMBOLS, SHARP, SYMBOLS),
                Arguments.of("zone", SHARP, SYMBOLS, days(ZoneOffset.ofHours(14), 0), SYMBOLS),
                Arguments.of("zone west", SHARP, SYMBOLS, days(ZoneOffset.ofHours(-11), 100), SYMBOLS),
                Arguments.of("finer", SHARP, SYMBOLS, SHARP, Symbols.parse("BTC:4,ETH:4", 8, false)),
                Arguments.of("coarser", SHARP, SYMBOLS, SHARP, Symbols.parse("BTC:0,ETH:0", 0, false)),
                Arguments.of("strict", SHARP, SYMBOLS, SHARP, Symbols.parse("ETH:2", 2, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aReplayGivesWhatTheLivePathDid(
            String name, TradingDays days, Symbols symbols, TradingDays otherDays, Symbols otherSymbols)
            throws IOException {
        run(days, symbols, trades("BTC"));
        Map<String, Map<String, Long>> first = boards();
        run(otherDays, otherSymbols, trades("ETH"));
        Map<String, Map<String, Long>> live = boards();
        assertThat(live).as("the second run changes nothing of the first").containsAllEntriesOf(first);

        redis.call(Command.FLUSHALL);
        run(otherDays, otherSymbols, "");
        assertThat(boards()).isEqualTo(live);
        redis.call(Command.FLUSHALL);
        run(days, symbols, "");
        assertThat(boards()).isEqualTo(live);
    }

    /** A trade for each twelve hours of the last week. */
    private String trades(String symbol) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            lines.append(Rig.trade("t" + i % 3, i + 1)
                    .replace("BTC", symbol)
                    .replace(
                            "{",
                            "{\"timestamp\":" + (now - i * Duration.ofHours(12).toMillis()) + ","));
        }
        return lines.toString();
    }

    private void run(TradingDays days, Symbols symbols, String lines) throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        IngestConfig config = rig.config(symbols, days, SyncMode.BATCH, false, true);
        try (Piped daemon = new Piped(config, REDIS.settings(), rig.runtime(Clock.systemUTC()), Step.Observer.NONE)) {
            daemon.accept(lines);
            Daemon.Progress end = daemon.end();
            assertThat(end.unapplied()).isZero();
            assertThat(end.refused()).isZero();
        }
    }

    private Map<String, Map<String, Long>> boards() {
        Map<String, Map<String, Long>> boards = new TreeMap<>();
        for (Object key : (List<?>) redis.call(Command.KEYS, "tradeboard:{*}:volumes")) {
            Map<String, Long> volumes = new TreeMap<>();
            List<?> reply = (List<?>) redis.call(Command.ZRANGE, key, 0, -1, "WITHSCORES");
            for (int i = 0; i < reply.size(); i += 2) {
                volumes.put(RedisConnection.text(reply.get(i)), Long.valueOf(RedisConnection.text(reply.get(i + 1))));
            }
            boards.put(RedisConnection.text(key), volumes);
        }
        return boards;
    }
}
