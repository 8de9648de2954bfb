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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        send(new StreamSink(redis, 10, notices), List.of(TRADE));
        StreamSource source = new StreamDirectory().start(REDIS.settings(), StreamOptions.DEFAULTS);
        source.poll(Duration.ZERO);
        RawTrade raw = source.poll(Duration.ZERO).arrivals().get(0).trade();
        source.close();

        assertThat(new TradeRules(Symbols.parse("BTC:8", 8, true)).check(Objects.requireNonNull(raw), 1_000))
                .isEqualTo(TRADE);
    }

    @Test
    void aFullBacklogIsWaitedForAndReportedOnce() {
        StreamSink sink = new StreamSink(REDIS.connect(), 250, notices);
        send(sink, Collections.nCopies(250, TRADE));
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sink, List.of(TRADE)));

        await().until(() -> !said.isEmpty());
        assertThat(sending).isNotDone();
        redis.call(Command.XTRIM, StreamSource.STREAM, "MAXLEN", 3);
        await().until(sending::isDone);
        assertThat(said)
                .containsExactly(
                        "about 250 trades are unread in the stream; waiting for the daemon (tradeboard ingest)",
                        "the daemon reads the stream again");
    }

    @Test
    void entriesOfOthersCountAsIfTheyHeldAsMany() {
        for (int i = 0; i < 3; i++) {
            redis.call(Command.XADD, StreamSource.STREAM, "*", "traderId", "other");
        }
        StreamSink sink = new StreamSink(REDIS.connect(), 500, notices);
        send(sink, Collections.nCopies(200, TRADE));
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sink, List.of(TRADE)));

        await().until(() -> !said.isEmpty());
        redis.call(Command.DEL, StreamSource.STREAM);
        await().until(sending::isDone);
        assertThat(said.peek()).startsWith("about 500 trades are unread");
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
        send(sink, List.of(TRADE));
        redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        send(sink, List.of(TRADE));

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
        try (CuttingProxy proxy = new CuttingProxy(REDIS.port(), CuttingProxy.losing(lost))) {
            RedisSettings through = new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofSeconds(5));
            StreamSink sink = new StreamSink(new RedisConnection(through), 10_000, notices);
            send(sink, List.of(TRADE));
            send(sink, List.of(TRADE));
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
            send(sink, List.of(TRADE));
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
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(sentBefore ? 2L : 1L);
    }

    @Test
    void aKeyThatIsNoStreamIsNamed() {
        redis.call(Command.SET, StreamSource.STREAM, "mine");
        StreamSink sink = new StreamSink(REDIS.connect(), 10, notices);
        assertThatThrownBy(() -> send(sink, List.of(TRADE)))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessage("the key " + StreamSource.STREAM + " is not a stream; rename or delete it");
    }

    @Test
    void oneTradeIsAnEntryWithFieldsAndManyArePacked() throws InterruptedException {
        StreamSink sink = new StreamSink(redis, 10_000, notices);
        sink.send(List.of(TRADE));
        sink.send(Collections.nCopies(201, TRADE));
        sink.flush();

        assertThat(namesOfEntries())
                .containsExactly(
                        "id timestamp traderId symbol quantity", "l", "l", "id timestamp traderId symbol quantity");
    }

    @Test
    void packsAreBoundedInBytesToo() throws InterruptedException {
        Trade longest = new Trade("\"".repeat(64), 1_000, "\"".repeat(128), "B".repeat(32), 1, 8);
        StreamSink sink = new StreamSink(redis, 10_000, notices);
        sink.send(Collections.nCopies(100, longest));
        sink.flush();

        assertThat(namesOfEntries()).hasSize(4);
        assertThat(entries())
                .allSatisfy(
                        fields -> assertThat(((byte[]) fields.get(1)).length).isLessThanOrEqualTo(16 << 10));
    }

    private List<List<?>> entries() {
        List<List<?>> entries = new ArrayList<>();
        for (Object entry : (List<?>) redis.call(Command.XRANGE, StreamSource.STREAM, "-", "+")) {
            entries.add((List<?>) ((List<?>) entry).get(1));
        }
        return entries;
    }

    private List<String> namesOfEntries() {
        return entries().stream()
                .map(fields -> IntStream.range(0, fields.size())
                        .filter(i -> i % 2 == 0)
                        .mapToObj(i -> RedisConnection.text(fields.get(i)))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void oneBatchMayBeUnderWayWhileTheNextIsSent() throws InterruptedException {
        StreamSink sink = new StreamSink(REDIS.connect(), 10_000, notices);
        send(sink, List.of(TRADE));
        redis.call(Command.CLIENT, "PAUSE", 60_000, "WRITE");
        CompletableFuture<Void> second;
        try {
            sink.send(List.of(TRADE));
            second = CompletableFuture.runAsync(() -> send(sink, List.of(TRADE)));
            assertThat(second).isNotDone();
        } finally {
            redis.call(Command.CLIENT, "UNPAUSE");
        }
        await().until(second::isDone);
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(3L);
        assertThat(said).isEmpty();
    }

    /** Both the batch whose reply is awaited and the one behind it are sent again, and nothing is missing. */
    @Test
    void allThatWasUnderWayOnABrokenConnectionIsSentAgain() throws InterruptedException {
        RedisConnection own = REDIS.connect();
        StreamSink sink = new StreamSink(own, 10_000, notices);
        send(sink, List.of(TRADE));
        String id = String.valueOf(own.call(Command.CLIENT, "ID"));
        redis.call(Command.CLIENT, "PAUSE", 60_000, "WRITE");
        try {
            sink.send(Collections.nCopies(150, TRADE));
            redis.call(Command.CLIENT, "KILL", "ID", id);
        } finally {
            redis.call(Command.CLIENT, "UNPAUSE");
        }
        send(sink, Collections.nCopies(2, TRADE));

        assertThat(said).hasSize(2).endsWith("Redis is back");
        assertThat(redis.call(Command.XLEN, StreamSource.STREAM)).isEqualTo(4L);
    }

    private static void send(StreamSink sink, List<Trade> trades) {
        try {
            sink.send(trades);
            sink.flush();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
