package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.ingest.CuttingProxy;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;
import io.tradeboard.source.StreamDirectory;
import io.tradeboard.source.StreamOptions;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class StreamSinkTest {
    private static final Trade TRADE = new Trade("7f1e", 1_000, "Zoë", "BTC", 150_000_000, 8);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Notices notices = new Notices(said::add);

    @Test
    void whatIsSentIsReadBackUnchanged() throws InterruptedException, BadTradeException, IOException {
        new StreamSink(redis, 10, notices).send(List.of(TRADE));
        StreamSource source = new StreamDirectory().start(REDIS.settings(), StreamOptions.DEFAULTS);
        source.poll(Duration.ZERO);
        RawTrade raw = source.poll(Duration.ZERO).arrivals().get(0).trade();
        source.close();

        assertThat(new TradeRules(Symbols.parse("BTC:8", 8, true)).check(Objects.requireNonNull(raw), 1_000))
                .isEqualTo(TRADE);
    }

    @Test
    void aFullBacklogIsWaitedForAndReportedOnce() {
        StreamSink sink = new StreamSink(REDIS.connect(), 2, notices);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sink, List.of(TRADE, TRADE)));

        await().until(() -> !said.isEmpty());
        assertThat(sending).isNotDone();
        redis.call(Command.XTRIM, StreamSource.STREAM, "MAXLEN", 1);
        await().until(sending::isDone);
        assertThat(said)
                .containsExactly(
                        "2 entries are unread in the stream; waiting for the daemon (tradeboard ingest)",
                        "the daemon reads the stream again");
    }

    @Test
    void aRedisThatNeverWasThereIsAFailure() {
        RedisSettings nowhere = new RedisSettings("127.0.0.1", 1, null, null, 0, Duration.ofSeconds(1));
        StreamSink sink = new StreamSink(new RedisConnection(nowhere), 2, notices);

        assertThatThrownBy(() -> sink.send(List.of(TRADE))).isInstanceOf(RedisUnavailableException.class);
        assertThat(said).isEmpty();
    }

    @Test
    void aRedisThatWasThereIsWaitedFor() throws InterruptedException {
        RedisConnection own = REDIS.connect();
        StreamSink sink = new StreamSink(own, 10, notices);
        sink.send(List.of(TRADE));
        redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        sink.send(List.of(TRADE));

        assertThat(said)
                .containsExactly(
                        "cannot reach Redis at " + own.settings().address()
                                + ": connection closed; retrying until it is back",
                        "Redis is back");
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(2L);
    }

    /** Of these the first may be that of the ping; the trades' own may be lost too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aLostReplyIsNoRedisThatIsNotThere(int lost) throws IOException, InterruptedException {
        try (CuttingProxy proxy = new CuttingProxy(REDIS.settings().port(), CuttingProxy.losing(lost))) {
            RedisSettings through = new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofSeconds(5));
            StreamSink sink = new StreamSink(new RedisConnection(through), 10_000, notices);
            sink.send(List.of(TRADE));
            sink.send(List.of(TRADE));
            assertThat(proxy.cuts()).isEqualTo(1);
        }
        assertThat((Long) redis.call(Command.XLEN, StreamSource.STREAM)).isGreaterThanOrEqualTo(2L);
        assertThat(said.size()).isIn(0, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFullRedisIsWaitedForAlsoAtTheStart(boolean sentBefore) throws InterruptedException {
        StreamSink sink = new StreamSink(REDIS.connect(), 10, notices);
        if (sentBefore) {
            sink.send(List.of(TRADE));
        }
        redis.call(Command.CONFIG, "SET", "maxmemory", 1);
        try {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sink, List.of(TRADE, TRADE)));
            await().until(() -> !said.isEmpty());
            assertThat(sending).isNotDone();
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);
            await().until(sending::isDone);
        } finally {
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);
        }
        assertThat(said)
                .containsExactly(
                        "Redis takes no trades: OOM command not allowed when used memory > 'maxmemory'.; retrying",
                        "Redis is back");
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(sentBefore ? 3L : 2L);
    }

    @Test
    void aKeyThatIsNoStreamIsNamed() {
        redis.call(Command.SET, StreamSource.STREAM, "mine");
        StreamSink sink = new StreamSink(REDIS.connect(), 10, notices);
        assertThatThrownBy(() -> sink.send(List.of(TRADE)))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessage("the key " + StreamSource.STREAM + " is not a stream; rename or delete it");
    }

    private static void send(StreamSink sink, List<Trade> trades) {
        try {
            sink.send(trades);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
