package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.source.StreamSource;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class StreamSinkTest {
    private static final Trade TRADE = new Trade("7f1e", 1_000, "Zoë", "BTC", 150_000_000, 8);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsSentIsReadBackUnchanged() throws InterruptedException, BadTradeException {
        new StreamSink(redis, 10, notices::add).send(List.of(TRADE));
        StreamSource source = new StreamSource(REDIS.connect(), "me", Map.of());
        source.poll(Duration.ZERO);
        RawTrade raw = source.poll(Duration.ZERO).arrivals().get(0).trade();

        assertThat(new TradeRules(Symbols.parse("BTC:8", 8, true)).check(Objects.requireNonNull(raw), 1_000))
                .isEqualTo(TRADE);
    }

    @Test
    void aFullBacklogIsWaitedForAndSaidOnce() {
        StreamSink sink = new StreamSink(REDIS.connect(), 2, notices::add);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sink, List.of(TRADE, TRADE)));

        await().until(() -> !notices.isEmpty());
        assertThat(sending).isNotDone();
        redis.call(Command.XTRIM, StreamSource.STREAM, "MAXLEN", 1);
        await().until(sending::isDone);
        assertThat(notices)
                .containsExactly("2 entries of the stream are unread; waiting for the daemon (tradeboard ingest)");
    }

    @Test
    void aRedisThatNeverWasThereIsAFailure() {
        RedisSettings nowhere = new RedisSettings("127.0.0.1", 1, null, null, 0, Duration.ofSeconds(1));
        StreamSink sink = new StreamSink(new RedisConnection(nowhere), 2, notices::add);

        assertThatThrownBy(() -> sink.send(List.of(TRADE))).isInstanceOf(RedisUnavailableException.class);
        assertThat(notices).isEmpty();
    }

    @Test
    void aRedisThatWasThereIsWaitedFor() throws InterruptedException {
        RedisConnection own = REDIS.connect();
        StreamSink sink = new StreamSink(own, 10, notices::add);
        sink.send(List.of(TRADE));
        redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        sink.send(List.of(TRADE));

        assertThat(notices)
                .containsExactly("Redis is away: connection closed; trying again until it is back", "Redis is back");
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(2L);
    }

    private static void send(StreamSink sink, List<Trade> trades) {
        try {
            sink.send(trades);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
