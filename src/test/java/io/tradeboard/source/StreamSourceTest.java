package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.ingest.CuttingProxy;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BadTradeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class StreamSourceTest {
    private static final String STREAM = StreamSource.STREAM;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final StreamDirectory directory = new StreamDirectory();

    @Test
    void entriesComeInOrderAndOnce() throws IOException {
        add("5-1", "ann");
        StreamSource source = start();
        assertThat(traders(source)).containsExactly("ann");
        add("5-2", "bob");
        add("6-0", "carl");
        assertThat(traders(source)).containsExactly("bob", "carl");
        assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
    }

    @Test
    void onlyWhatIsDurableIsAcknowledgedAndDeleted() throws IOException {
        add("5-1", "ann");
        add("5-2", "bob");
        add("5-3", "carl");
        StreamSource source = start();
        List<InboundTrade> arrivals = arrivals(source);
        assertThat(left()).isEqualTo("3 of which 3 pending");

        source.committed(arrivals.get(1).place().position());
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("1 of which 1 pending");
        source.committed(arrivals.get(2).place().position());
        source.close();
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void nothingIsAcknowledgedWithoutAPoll() throws IOException {
        add("5-1", "ann");
        StreamSource source = start();
        PollResult polled = source.poll(Duration.ZERO);
        PollResult held = polled.arrivals().isEmpty() ? source.poll(Duration.ZERO) : polled;
        directory.log(source, held);
        assertThat(left()).isEqualTo("1 of which 1 pending");
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void whatWasDeletedAndNotAcknowledgedIsAcknowledgedByTheNextRun() throws IOException {
        add("5-1", "ann");
        add("5-2", "bob");
        StreamSource killed = start();
        List<InboundTrade> arrivals = arrivals(killed);
        directory.positions.put(StreamSource.NAME, arrivals.get(0).place().position());
        redis.call(Command.XDEL, STREAM, "5-1");
        assertThat(left()).isEqualTo("1 of which 2 pending");

        StreamSource source = restart();
        assertThat(traders(source)).containsExactly("bob");
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("1 of which 1 pending");
        assertThat(directory.notices).isEmpty();
    }

    /** Or one that the stream itself has filled could never be emptied. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRedisThatIsOutOfMemoryIsReadFromAndRelievedOfWhatIsDurable(boolean firstStart) throws IOException {
        add("5-1", "ann");
        if (!firstStart) {
            directory.readAll(start());
        } else {
            redis.call(Command.XGROUP, "CREATE", STREAM, "tradeboard", "0");
        }
        add("5-2", "bob");
        redis.call(Command.CONFIG, "SET", "maxmemory", 1);
        try {
            directory.readAll(restart());
            assertThat(directory.logged).containsExactly("ann", "bob");
            assertThat(left()).isEqualTo("0 of which 0 pending");
        } finally {
            redis.call(Command.CONFIG, "SET", "maxmemory", 0);
        }
    }

    @Test
    void afterARestartPendingEntriesComeFirst() throws IOException {
        add("5-1", "ann");
        add("5-2", "bob");
        StreamSource killed = start();
        directory.positions.put(
                StreamSource.NAME, arrivals(killed).get(0).place().position());
        add("5-3", "carl");

        StreamSource restarted = restart();
        directory.readAll(restarted);
        assertThat(directory.logged).containsExactly("bob", "carl");
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void entriesUpToThePositionAreOnlyAcknowledged() throws IOException {
        add("5-1", "ann");
        add("5-2", "bob");
        StreamSource killed = start();
        directory.logWithoutCommit(killed.poll(Duration.ZERO));
        directory.logWithoutCommit(killed.poll(Duration.ZERO));

        StreamSource restarted = restart();
        assertThat(traders(restarted)).isEmpty();
        restarted.close();
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void afterABrokenConnectionNothingIsMissedOrRepeated() throws IOException {
        RedisConnection own = REDIS.connect();
        StreamSource source = directory.start(own, StreamOptions.DEFAULTS);
        add("5-1", "ann");
        assertThat(traders(source)).containsExactly("ann");
        add("5-2", "bob");
        redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        assertThatThrownBy(() -> source.poll(Duration.ZERO)).isInstanceOf(RedisUnavailableException.class);

        assertThat(traders(source)).containsExactly("bob");
    }

    /** As on a replica that took over between the acknowledgement and the deletion: nobody is to wait for what is left. */
    @Test
    void whatIsAcknowledgedAndNotDeletedIsDeletedAfterAFailure() throws IOException {
        RedisConnection own = REDIS.connect();
        StreamSource source = directory.start(own, StreamOptions.DEFAULTS);
        directory.readAll(source);
        add("5-1", "ann");
        readOnABrokenConnection(source);
        redis.call(Command.XACK, STREAM, "tradeboard", "5-1");
        redis.call(Command.CLIENT, "KILL", "ID", own.call(Command.CLIENT, "ID"));
        assertThatThrownBy(() -> source.poll(Duration.ZERO)).isInstanceOf(RedisUnavailableException.class);

        assertThat(traders(source)).isEmpty();
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    /** The connection broke behind the command: the server carries it out all the same, and late. */
    @Test
    void whatAReadOnABrokenConnectionTakesIsNotPassed() throws IOException {
        StreamSource source = start();
        assertThat(traders(source)).isEmpty();
        add("5-1", "ann");
        readOnABrokenConnection(source);
        add("5-2", "bob");
        directory.readAll(source);
        assertThat(directory.logged).containsExactly("ann", "bob");

        add("5-3", "carl");
        readOnABrokenConnection(source);
        directory.readAll(source);
        assertThat(directory.logged).containsExactly("ann", "bob", "carl");
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    private void readOnABrokenConnection(StreamSource source) {
        redis.call(Command.XREADGROUP, "GROUP", "tradeboard", source.consumer(), "STREAMS", STREAM, ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "the first", "the last"})
    void entriesThatSomebodyTrimsWhileTheyArePendingAreReportedAndNotWaitedFor(String trimmed) throws IOException {
        for (int i = 1; i <= 4; i++) {
            add("5-" + i, "t" + i);
        }
        assertThat(traders(start())).hasSize(4);
        if (trimmed.equals("the last")) {
            redis.call(Command.XDEL, STREAM, "5-3", "5-4");
        } else {
            redis.call(Command.XTRIM, STREAM, "MAXLEN", trimmed.equals("all") ? 0 : 2);
        }
        add("6-1", "late");

        directory.readAll(restart());
        int gone = trimmed.equals("all") ? 4 : 2;
        assertThat(directory.logged).hasSize(5 - gone).endsWith("late");
        assertThat(directory.notices)
                .containsExactly(gone + " entries that were delivered but not counted are gone from " + STREAM
                        + ": another client trimmed or deleted them");
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void noRequestHasMoreArgumentsThanServersTake() throws IOException {
        int entries = 9_000;
        redis.call(Command.CONFIG, "SET", "slowlog-max-len", 100_000);
        for (int i = 0; i < entries; i += 1_000) {
            redis.pipeline(IntStream.range(i, i + 1_000)
                    .mapToObj(n -> RedisConnection.command(Command.XADD, STREAM, "5-" + (n + 1), "traderId", "t" + n))
                    .toList());
        }
        redis.call(Command.CONFIG, "SET", "slowlog-log-slower-than", 0);
        redis.call(Command.SLOWLOG, "RESET");
        try {
            directory.readAll(start());
            assertThat(directory.logged).hasSize(entries);
            assertThat(left()).isEqualTo("0 of which 0 pending");
            assertThat(mostArguments()).isBetween(3_000, 3_900);
        } finally {
            redis.call(Command.CONFIG, "SET", "slowlog-log-slower-than", 10_000);
            redis.call(Command.SLOWLOG, "RESET");
        }
    }

    private int mostArguments() {
        Pattern more = Pattern.compile("\\.\\.\\. \\(([0-9]+) more arguments\\)");
        int most = 0;
        for (Object entry : (List<?>) redis.call(Command.SLOWLOG, "GET", -1)) {
            List<?> arguments = (List<?>) ((List<?>) entry).get(3);
            Matcher last = more.matcher(RedisConnection.text(arguments.get(arguments.size() - 1)));
            most = Math.max(most, arguments.size() + (last.matches() ? Integer.parseInt(last.group(1)) - 1 : 0));
        }
        return most;
    }

    @Test
    void whatIsNoTradeIsAProblemWithItsText() throws IOException, BadTradeException {
        redis.call(Command.XADD, STREAM, "5-1", "symbol", new byte[] {(byte) 0xff});
        redis.call(Command.XADD, STREAM, "5-2", "symbol", "BTC", "symbol", "ETH");
        redis.call(Command.XADD, STREAM, "5-3", "other", "x");

        List<InboundTrade> arrivals = arrivals(start());
        assertThat(arrivals)
                .extracting(arrival -> Arrivals.trader(arrival, BadTradeException::reason))
                .containsExactly("!a field is not valid UTF-8", "!a field is given twice", "null");
        assertThat(arrivals)
                .extracting(arrival -> arrival.place().label() + " " + arrival.text())
                .containsExactly("5-1 symbol=\uFFFD", "5-2 symbol=BTC symbol=ETH", "5-3 other=x");
    }

    @Test
    void waitingForEntriesIsNoTimeOut() throws IOException {
        RedisSettings hasty = new RedisSettings("127.0.0.1", REDIS.port(), null, null, 0, Duration.ofMillis(400));
        StreamSource source = directory.start(new RedisConnection(hasty), StreamOptions.DEFAULTS);
        source.poll(Duration.ZERO);

        assertThat(source.poll(Duration.ofSeconds(1))).isEqualTo(PollResult.NOTHING);
        assertThat(source.poll(Duration.ofNanos(1))).isEqualTo(PollResult.NOTHING);
        source.close();
    }

    /** As KeyDB does, whose blocking reads end when something happens. */
    @Test
    void aServerThatEndsBlockingReadsTooLateIsPolled() throws IOException {
        CuttingProxy.Gate late = (way, bytes, length) -> {
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int block = text.indexOf("BLOCK\r\n$3\r\n100");
            if (block >= 0) {
                bytes[block + "BLOCK\r\n$3\r\n".length()] = '9';
            }
            return length;
        };
        try (CuttingProxy proxy = new CuttingProxy(REDIS.port(), late)) {
            RedisSettings through = new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofMillis(400));
            StreamSource source = directory.start(new RedisConnection(through), StreamOptions.DEFAULTS);
            for (int i = 0; i < 20; i++) {
                assertThat(source.poll(Duration.ofMillis(100)).arrivals()).isEmpty();
            }
            add("5-1", "ann");
            assertThat(traders(source)).containsExactly("ann");
            source.close();
        }
    }

    @Test
    void aKeyOfAnotherTypeIsReportedAndWaitedFor() throws IOException {
        redis.call(Command.SET, STREAM, "mine");
        StreamSource source = start();
        for (int i = 0; i < 5; i++) {
            assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
        }
        assertThat(directory.notices)
                .containsExactly(
                        STREAM + " in Redis is a string, not a stream; no trades are read until it is renamed or"
                                + " deleted");
        redis.call(Command.DEL, STREAM);
        add("5-1", "ann");
        directory.readAll(source);
        assertThat(directory.logged).containsExactly("ann");
        assertThat(directory.notices).hasSize(2).endsWith(STREAM + " can be read again");

        redis.call(Command.SET, STREAM, "mine");
        for (int i = 0; i < 5; i++) {
            assertThat(source.poll(Duration.ofMillis(1)).arrivals()).isEmpty();
        }
        redis.call(Command.DEL, STREAM);
        add("9-1", "bob");
        directory.readAll(source);
        assertThat(directory.logged).containsExactly("ann", "bob");
    }

    @Test
    void aLeaseOfAnotherTypeIsReportedAndWaitedFor() throws IOException {
        redis.call(Command.SET, StreamLease.KEY, "mine");
        add("5-1", "ann");
        StreamSource source = directory.start(REDIS.settings(), StreamOptions.DEFAULTS);
        assertThat(source.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
        assertThat(directory.notices)
                .containsExactly(StreamLease.KEY + " in Redis is a string, not a hash; no trades are read until it is"
                        + " renamed or deleted");
        redis.call(Command.DEL, StreamLease.KEY);
        directory.readAll(source);
        assertThat(directory.logged).containsExactly("ann");
        source.close();
    }

    @Test
    void aRightThatIsWithdrawnForAMomentIsWaitedFor() throws IOException {
        redis.call(Command.ACL, "SETUSER", "reader", "on", ">pw", "~*", "+@all");
        try {
            RedisSettings own = new RedisSettings("127.0.0.1", REDIS.port(), "reader", "pw", 0, Duration.ofSeconds(5));
            StreamSource source = directory.start(own, StreamOptions.DEFAULTS);
            source.poll(Duration.ZERO);
            redis.call(Command.ACL, "SETUSER", "reader", "-xreadgroup");
            add("5-1", "ann");
            assertThat(traders(source)).isEmpty();
            assertThat(directory.notices).hasSize(1);
            redis.call(Command.ACL, "SETUSER", "reader", "+xreadgroup");
            assertThat(traders(source)).containsExactly("ann");
            source.close();
        } finally {
            redis.call(Command.ACL, "DELUSER", "reader");
        }
    }

    @Test
    void aStreamThatGoesAtAnyMomentIsBegunAnew() throws IOException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread deleting = new Thread(() -> {
            RedisConnection other = REDIS.connect();
            while (!done.get()) {
                other.call(Command.DEL, STREAM);
            }
        });
        deleting.start();
        try {
            StreamSource source = start();
            for (int i = 0; i < 2_000; i++) {
                assertThat(source.poll(i % 100 == 0 ? Duration.ofMillis(5) : Duration.ZERO))
                        .isEqualTo(PollResult.NOTHING);
            }
            source.close();
        } finally {
            done.set(true);
            deleting.join();
        }
    }

    @Test
    void entriesThatNobodyHasReadAreCounted() throws IOException {
        StreamGroup group = new StreamGroup(redis);
        assertThat(group.unread()).isEqualTo(-1);
        add("4-1", "ann");
        assertThat(group.unread()).isEqualTo(1);
        StreamSource source = start();
        directory.readAll(source);
        assertThat(group.unread()).isZero();
        for (int i = 1; i <= 7; i++) {
            add("5-" + i, "t" + i);
        }
        assertThat(group.unread()).isEqualTo(7);
        source.poll(Duration.ZERO);
        add("6-1", "bob");
        assertThat(group.unread()).isEqualTo(1);
        redis.call(Command.XDEL, STREAM, "6-1");
        add("6-2", "bob");
        assertThat(group.unread()).isEqualTo(1);
    }

    @Test
    void aPackedEntryIsAcknowledgedOnceAllOfItIsDurable() throws IOException {
        pack("5-1", "ann", "bob", "carl");
        add("5-2", "dan");
        StreamSource source = start();
        List<InboundTrade> arrivals = arrivals(source);
        assertThat(arrivals)
                .extracting(arrival -> arrival.place().label())
                .containsExactly("5-1:1", "5-1:2", "5-1:3", "5-2");

        source.committed(arrivals.get(1).place().position());
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("2 of which 2 pending");
        source.committed(arrivals.get(2).place().position());
        source.poll(Duration.ZERO);
        assertThat(left()).isEqualTo("1 of which 1 pending");
    }

    @Test
    void aPackedEntryThatIsDeliveredAgainHasTheSameIds() throws IOException {
        pack("5-1", "ann", "ann", "bob");
        directory.logWithoutCommit(new PollResult(arrivals(start()), "", false));
        assertThat(directory.logged).containsExactly("ann", "ann", "bob");

        directory.readAll(restart());
        assertThat(directory.logged).containsExactly("ann", "ann", "bob");
        assertThat(left()).isEqualTo("0 of which 0 pending");
    }

    @Test
    void aPollBringsABoundedNumberOfTradesHoweverEntriesArePacked() throws IOException {
        String lines = ("{}" + "\n").repeat(1_000);
        for (int i = 1; i <= 200; i++) {
            redis.call(Command.XADD, STREAM, "5-" + i, "l", i <= 100 ? lines.substring(0, 300) : lines);
        }
        StreamSource source = start();
        directory.log(source, source.poll(Duration.ZERO));
        redis.call(Command.XGROUP, "SETID", STREAM, "tradeboard", "5-100");
        int trades = 0;
        int most = 0;
        for (int poll = 0; poll < 20; poll++) {
            PollResult polled = source.poll(Duration.ZERO);
            directory.log(source, polled);
            trades += polled.arrivals().size();
            most = Math.max(most, poll == 0 ? 0 : polled.arrivals().size());
        }
        assertThat(trades).isEqualTo(100_000);
        assertThat(most).isLessThanOrEqualTo(32_768);
    }

    @Test
    void unreadTradesOfPackedEntriesAreCounted() throws IOException {
        StreamGroup group = new StreamGroup(redis);
        pack("5-1", "ann", "bob", "carl");
        assertThat(group.unread()).isEqualTo(3);
        directory.readAll(start());
        assertThat(group.unread()).isZero();
        add("6-1", "ann");
        pack("6-2", "ann", "bob", "carl");
        assertThat(group.unread()).isEqualTo(4);
        for (int i = 1; i <= 18; i++) {
            pack("7-" + i, "ann", "bob", "carl");
        }
        // Of ten entries one is single: 28 trades.
        assertThat(group.unread()).isEqualTo(20 * 28 / 10);
    }

    private void pack(String id, String... traders) {
        redis.call(
                Command.XADD,
                STREAM,
                id,
                "l",
                Stream.of(traders)
                        .map(trader -> "{\"traderId\":\"" + trader + "\"}")
                        .collect(Collectors.joining("\n")));
    }

    private StreamSource start() {
        return directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
    }

    /** After a kill. */
    private StreamSource restart() {
        StreamDirectory.kill(redis);
        return start();
    }

    private void add(String id, String trader) {
        redis.call(Command.XADD, STREAM, id, "traderId", trader);
    }

    /** How many entries the stream holds, and how many were delivered and not acknowledged. */
    private String left() {
        List<?> pending = (List<?>) redis.call(Command.XPENDING, STREAM, "tradeboard");
        return redis.call(Command.XLEN, STREAM) + " of which " + pending.get(0) + " pending";
    }

    private static List<String> traders(StreamSource source) throws IOException {
        return arrivals(source).stream()
                .map(arrival -> Arrivals.trader(arrival, BadTradeException::reason))
                .toList();
    }

    /** Polls until nothing more comes; the pending entries and the fresh ones are polls of their own. */
    private static List<InboundTrade> arrivals(StreamSource source) throws IOException {
        List<InboundTrade> arrivals = new ArrayList<>();
        for (int poll = 0; poll < 4; poll++) {
            arrivals.addAll(source.poll(Duration.ZERO).arrivals());
        }
        return arrivals;
    }
}
