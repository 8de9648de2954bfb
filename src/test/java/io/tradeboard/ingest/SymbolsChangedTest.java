package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Symbols that are changed while a daemon runs. */
class SymbolsChangedTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Rig rig;

    SymbolsChangedTest(@TempDir Path directory) {
        rig = new Rig(directory.resolve("log"));
    }

    @BeforeEach
    void empty() {
        redis.call(Command.FLUSHALL);
    }

    private Piped daemon(Symbols symbols) throws IOException {
        IngestConfig config = rig.config(symbols, Rig.DAYS, SyncMode.BATCH, false, true);
        return new Piped(config, REDIS.settings(), rig.runtime(Clock.systemUTC()), Step.Observer.NONE);
    }

    private static String xrp(long quantity) {
        return Rig.trade("ann", quantity).replace("BTC", "XRP");
    }

    private void awaitCounted(String symbol, Map<String, Long> volumes) {
        await().until(() -> Rig.volumes(redis, rig.board(symbol)).equals(volumes));
    }

    @Test
    void tradesOfASymbolCountFromThePollAfterItWasAdded() throws IOException {
        try (Piped daemon = daemon(Symbols.parse("BTC:0", 0, true))) {
            daemon.accept(Rig.trade("ann", 5));
            daemon.send(xrp(1));
            await().until(() -> daemon.progress().rejected() == 1);

            daemon.change(Symbols.parse("BTC:0,XRP:2", 0, true));
            daemon.send(xrp(7));
            awaitCounted("XRP", Map.of("ann", 700L));

            daemon.change(Symbols.parse("BTC:0", 0, true));
            daemon.send(xrp(9) + Rig.trade("ann", 6));
            awaitCounted("BTC", Map.of("ann", 11L));
            assertRefused(daemon, Symbols.parse("BTC:0,XRP:0", 0, true), "2 decimals until its day is over, not 0");
            daemon.change(Symbols.parse("BTC:0,XRP:2", 0, true));
            Daemon.Progress end = daemon.end();
            assertThat(end.rejected()).isEqualTo(2);
            assertThat(end.refused() + end.unapplied()).isZero();
        }
        assertThat(Rig.volumes(redis, rig.board("XRP"))).isEqualTo(Map.of("ann", 700L));
    }

    @Test
    void decimalsOfATradeThatWasAcceptedStay() throws IOException {
        try (Piped daemon = daemon(Symbols.parse("BTC:0", 0, false))) {
            daemon.accept(xrp(1));
            assertRefused(daemon, Symbols.parse("BTC:0,XRP:2", 0, false), "0 decimals until its day is over, not 2");
            assertRefused(daemon, Symbols.parse("BTC:0", 3, false), "0 decimals until its day is over, not 3");
            daemon.send(xrp(2));
            awaitCounted("XRP", Map.of("ann", 3L));
            assertThat(daemon.end().refused()).isZero();
        }
        redis.call(Command.FLUSHALL);
        try (Piped daemon = daemon(Symbols.parse("BTC:0", 0, false))) {
            awaitCounted("XRP", Map.of("ann", 3L));
            // This daemon has read no trade of it: the board in Redis knows.
            assertRefused(daemon, Symbols.parse("BTC:0,XRP:2", 0, false), "0 decimals until its day is over, not 2");
            daemon.change(Symbols.parse("BTC:0,XRP:0,SOL:4", 0, true));
        }
    }

    private static void assertRefused(Piped daemon, Symbols changed, String reason) {
        assertThatThrownBy(() -> daemon.change(changed))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("the board of XRP of ", reason);
    }

    @Test
    void decimalsChangeOnlyWhereRedisCanBeAsked() {
        RedisSettings nowhere = new RedisSettings("127.0.0.1", 1, null, null, 0, Duration.ofSeconds(1));
        Daemon daemon = rig.daemon(nowhere, false, (from, runtime) -> {
            throw new IOException("nothing is read here");
        });
        daemon.change(Symbols.parse("BTC:0:Bitcoin,XRP:0", 0, true));
        assertThatThrownBy(() -> daemon.change(Symbols.parse("BTC:2", 0, true)))
                .isInstanceOf(RedisUnavailableException.class);
    }
}
