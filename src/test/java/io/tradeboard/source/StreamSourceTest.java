package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

class StreamSourceTest {
    private static final ProtocolCommand XSETID = () -> "XSETID".getBytes(StandardCharsets.US_ASCII);
    private static final String STREAM = StreamSource.STREAM;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();

    @Test
    void entriesComeInOrderAndOnce() {
        add("5-1", "ann");
        StreamSource source = source("0-0");
        assertThat(traders(source)).containsExactly("ann");
        add("5-2", "bob");
        add("6-0", "carl");
        assertThat(traders(source)).containsExactly("bob", "carl");
        assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
    }

    @Test
    void onlyWhatIsDurableIsAcknowledgedAndDeleted() {
        add("5-1", "ann");
        add("5-2", "bob");
        add("5-3", "carl");
        StreamSource source = source("0-0");
        assertThat(traders(source)).hasSize(3);
        assertThat(left()).isEqualTo("3 of which 3 pending");

        source.committed("5-2");
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("1 of which 1 pending");
        source.committed("5-3");
        source.close();
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void whatWasDeletedAndNotAcknowledgedIsAcknowledgedByTheNextRun() {
        add("5-1", "ann");
        add("5-2", "bob");
        try (StreamSource killed = source("0-0")) {
            traders(killed);
        }
        redis.call(Command.XDEL, STREAM, "5-1");
        assertThat(left()).isEqualTo("1 of which 2 pending");

        StreamSource source = source("5-1");
        assertThat(traders(source)).containsExactly("bob");
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("1 of which 1 pending");
    }

    /** Or one that the stream itself has filled could never be emptied. */
    @Test
    void aRedisThatIsOutOfMemoryIsReadFromAndRelievedOfWhatIsDurable() {
        add("5-1", "ann");
        try (StreamSource first = source("0-0")) {
            assertThat(traders(first)).containsExactly("ann");
        }
        add("5-2", "bob");
        redis.call(Command.CONFIG, "SET", "maxmemory", 1);
        try {
            StreamSource source = source("5-1");
            assertThat(traders(source)).containsExactly("bob");
            source.committed("5-2");
            source.poll(Duration.ZERO);
            assertThat(left()).isEqualTo("0 of which 0 pending");
        } finally {
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);
        }
    }

    @Test
    void afterARestartPendingEntriesComeFirst() {
        add("5-1", "ann");
        add("5-2", "bob");
        assertThat(traders(source("0-0"))).hasSize(2);
        add("5-3", "carl");

        StreamSource restarted = source("5-1");
        assertThat(traders(restarted)).containsExactly("bob", "carl");
        restarted.committed("5-3");
        restarted.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void entriesUpToThePositionAreOnlyAcknowledged() {
        add("5-1", "ann");
        add("5-2", "bob");
        assertThat(traders(source("0-0"))).hasSize(2);

        StreamSource restarted = source("5-2");
        assertThat(traders(restarted)).isEmpty();
        restarted.close();
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void afterABrokenConnectionNothingIsMissedOrRepeated() {
        RedisConnection own = REDIS.connect();
        StreamSource source = new StreamSource(own, "me", Map.of());
        add("5-1", "ann");
        assertThat(traders(source)).containsExactly("ann");
        add("5-2", "bob");
        redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        assertThatThrownBy(() -> source.poll(Duration.ZERO)).isInstanceOf(RedisUnavailableException.class);

        assertThat(traders(source)).containsExactly("bob");
    }

    /** The connection broke behind the command: the server carries it out all the same, and late. */
    @Test
    void whatAReadOnABrokenConnectionTakesIsNotPassed() {
        StreamSource source = source("0-0");
        assertThat(traders(source)).isEmpty();
        add("5-1", "ann");
        readOnABrokenConnection();
        add("5-2", "bob");
        assertThat(traders(source)).containsExactly("ann", "bob");

        add("5-3", "carl");
        readOnABrokenConnection();
        assertThat(traders(source)).containsExactly("carl");
        source.committed("5-3");
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    private void readOnABrokenConnection() {
        redis.call(Command.XREADGROUP, "GROUP", "tradeboard", "me", "STREAMS", STREAM, ">");
    }

    @Test
    void aGroupThatIsGoneIsMadeAgain() {
        add("5-1", "ann");
        StreamSource source = source("0-0");
        assertThat(traders(source)).hasSize(1);
        redis.call(Command.XGROUP, "DESTROY", STREAM, "tradeboard");
        add("5-2", "bob");

        assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
        assertThat(traders(source)).containsExactly("bob");
    }

    @Test
    void aNewStreamIsReadFromItsStart() {
        add("500-1", "ann");
        StreamSource source = source("0-0");
        assertThat(traders(source)).hasSize(1);
        source.committed("500-1");
        redis.call(Command.FLUSHALL);
        add("7-1", "bob");

        assertThat(traders(source)).containsExactly("bob");
    }

    @Test
    void aStreamThatLostItsLatestEntriesIsNotNew() {
        add("5-1", "ann");
        add("5-2", "bob");
        assertThat(traders(source("0-0"))).hasSize(2);
        // Redis came back without its last second: bob's entry is gone, ann's acknowledgement too.
        redis.call(Command.XDEL, STREAM, "5-2");
        redis.call(XSETID, STREAM, "5-1");

        StreamSource restarted = source("5-2");
        assertThat(traders(restarted)).isEmpty();
        add("6-1", "carl");
        assertThat(traders(restarted)).containsExactly("carl");
    }

    @Test
    void whatIsNoTradeIsAProblemWithItsText() throws BadTradeException {
        redis.call(Command.XADD, STREAM, "5-1", "symbol", new byte[] {(byte) 0xff});
        redis.call(Command.XADD, STREAM, "5-2", "symbol", "BTC", "symbol", "ETH");
        redis.call(Command.XADD, STREAM, "5-3", "other", "x");

        List<InboundTrade> arrivals = arrivals(source("0-0"));
        assertThat(arrivals)
                .extracting(arrival -> Arrivals.trader(arrival, BadTradeException::reason))
                .containsExactly("!a field is not valid UTF-8", "!a field is given twice", "null");
        assertThat(arrivals)
                .extracting(arrival -> arrival.place().label() + " " + arrival.text())
                .containsExactly("5-1 symbol=\uFFFD", "5-2 symbol=BTC symbol=ETH", "5-3 other=x");
        assertThat(arrivals.get(2).trade()).isEqualTo(new RawTrade(null, null, null, null, null));
    }

    @Test
    void waitingForEntriesIsNoTimeOut() {
        RedisSettings hasty =
                new RedisSettings("127.0.0.1", REDIS.settings().port(), null, null, 0, Duration.ofMillis(400));
        StreamSource source = new StreamSource(new RedisConnection(hasty), "me", Map.of());
        source.poll(Duration.ZERO);

        assertThat(source.poll(Duration.ofSeconds(1))).isEqualTo(PollResult.NOTHING);
        assertThat(source.poll(Duration.ofNanos(1))).isEqualTo(PollResult.NOTHING);
        source.close();
    }

    @Test
    void aKeyThatIsNoStreamIsRefused() {
        redis.call(Command.SET, STREAM, "mine");
        StreamSource source = source("0-0");

        assertThatThrownBy(() -> source.poll(Duration.ZERO))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessageStartingWith("WRONGTYPE");
    }

    @Test
    void aStreamThatGoesAtAnyMomentIsBegunAnew() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread deleting = new Thread(() -> {
            RedisConnection other = REDIS.connect();
            while (!done.get()) {
                other.call(Command.DEL, STREAM);
            }
        });
        deleting.start();
        try {
            StreamSource source = source("0-0");
            for (int i = 0; i < 4_000; i++) {
                assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
            }
            source.close();
        } finally {
            done.set(true);
            deleting.join();
        }
    }

    private StreamSource source(String position) {
        return new StreamSource(REDIS.connect(), "me", Map.of("redis:" + STREAM, position));
    }

    private void add(String id, String trader) {
        redis.call(Command.XADD, STREAM, id, "traderId", trader);
    }

    /** How many entries the stream holds, and how many were delivered and not acknowledged. */
    private String left() {
        List<?> pending = (List<?>) redis.call(Command.XPENDING, STREAM, "tradeboard");
        return redis.call(Command.XLEN, STREAM) + " of which " + pending.get(0) + " pending";
    }

    private static List<String> traders(StreamSource source) {
        return arrivals(source).stream()
                .map(arrival -> Arrivals.trader(arrival, BadTradeException::reason))
                .toList();
    }

    /** Polls until nothing more comes; the pending entries and the fresh ones are polls of their own. */
    private static List<InboundTrade> arrivals(StreamSource source) {
        List<InboundTrade> arrivals = new ArrayList<>();
        for (int poll = 0; poll < 4; poll++) {
            arrivals.addAll(source.poll(Duration.ZERO).arrivals());
        }
        return arrivals;
    }
}
