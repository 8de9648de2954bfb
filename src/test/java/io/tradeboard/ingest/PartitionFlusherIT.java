package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.Midnight;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.board.ShardIndex;
import io.tradeboard.ingest.PartitionIntake.Opened;
import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.GoneTopicException;
import io.tradeboard.kafka.GroupConsumer.Commit;
import io.tradeboard.kafka.InterruptedReader;
import io.tradeboard.kafka.KafkaExtension;
import io.tradeboard.kafka.Membership;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.kafka.TopicWriter;
import io.tradeboard.log.PartitionJudge;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** Holders of one partition, whichever of them is quicker: a member that was paused, and its heir. */
@ResourceLock(value = KafkaExtension.BROKER, mode = ResourceAccessMode.READ)
class PartitionFlusherIT {
    private static final int BATCHES = 3;
    private static final int RECORDS = 20;
    private static final int WINDOW = 15;
    private static final TradingDays DAYS = new TradingDays(Midnight.farAway(), Duration.ZERO, Duration.ofDays(1));
    private static final BoardShards SHARDS = BoardShards.parse("ETH:3");
    private static final PartitionJudge.Rules RULES =
            new PartitionJudge.Rules(Symbols.parse("BTC:0,ETH:0", 0, true), DAYS, WINDOW);

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final Runtime runtime = new Runtime(Clock.systemUTC(), new Notices(message -> {}));
    private static final Map<String, Long> EXPECTED = new TreeMap<>();
    private static String topic = "";

    @AutoClose
    private static @Nullable TopicReader reader;

    @BeforeAll
    static void send() throws InterruptedException {
        topic = topicWithTrades();
        reader = new TopicReader(KAFKA.settings(), topic);
    }

    private static String topicWithTrades() throws InterruptedException {
        String created = KAFKA.createTopic(1);
        sendTo(created);
        return created;
    }

    private static void sendTo(String created) throws InterruptedException {
        EXPECTED.clear();
        try (TopicWriter writer = new TopicWriter(KAFKA.settings(), created)) {
            for (int i = 0; i < BATCHES * RECORDS; i++) {
                // Each third record is a repeat of the one four before it.
                int number = i % 3 == 2 && i > 3 ? i - 4 : i;
                String symbol = number % 2 == 0 ? "BTC" : "ETH";
                long quantity = 1L + number;
                writer.offer(
                        bytes(symbol),
                        bytes("{\"id\":\"" + number + "\",\"traderId\":\"t" + number % 4 + "\",\"symbol\":\"" + symbol
                                + "\",\"quantity\":" + quantity + "}"));
                if (number == i) {
                    EXPECTED.merge(symbol + " t" + number % 4, quantity, Long::sum);
                }
            }
            assertThat(writer.awaitAcknowledged()).isTrue();
        }
    }

    /** Someone who has opened the partition, and reads and flushes it, a batch at a time. */
    private final class Holder {
        private final TopicReader reader;
        private final String name;
        private final PartitionFlusher flusher;
        private final PartitionIntake intake;
        private long position;
        private long next;

        Holder() throws IOException, InterruptedException {
            this(topic, Objects.requireNonNull(PartitionFlusherIT.reader));
        }

        Holder(String of, TopicReader reader) throws IOException, InterruptedException {
            this.reader = reader;
            this.name = of;
            KafkaIngestConfig kafka =
                    new KafkaIngestConfig(KAFKA.settings(), new Membership(of, of, null), WINDOW, null);
            RedisConnection redis = REDIS.connect();
            RedisMarks marks = new RedisMarks(redis);
            Sharding sharding = new Sharding(new ShardIndex(redis), SHARDS, DAYS, runtime.notices());
            Applier applier = new Applier(
                    new RedisBoards(redis, DAYS),
                    marks,
                    new Refusals(marks, DAYS, runtime),
                    sharding,
                    DAYS,
                    Step.Observer.NONE);
            flusher = new PartitionFlusher(
                    kafka,
                    DAYS,
                    new PartitionFlusher.Ends(applier, marks, reader),
                    new PartitionReplay(kafka, RULES, reader, applier, runtime, () -> false),
                    runtime);
            Rejects rejects = new Rejects(directory.resolve("rejects.ndjson"), "kafka", runtime.notices());
            Opened opened = flusher.open(0);
            position = opened.from();
            next = opened.live();
            intake = new PartitionIntake(
                    opened,
                    RULES,
                    new Identities(),
                    new KafkaRejects(kafka, rejects, runtime.notices()),
                    sharding.spread(),
                    runtime);
        }

        Taken read() throws InterruptedException {
            long from = position;
            next += RECORDS;
            position = next;
            reader.read(
                    0,
                    from,
                    position,
                    (offset, timestampMillis, value) -> {
                        intake.record(offset, timestampMillis, value);
                        return true;
                    },
                    () -> false);
            intake.finish();
            return Objects.requireNonNull(intake.take(position));
        }

        Commit step() throws InterruptedException {
            return Objects.requireNonNull(flusher.flush(List.of(read())).get(0));
        }

        void commit(Commit commit) throws Exception {
            try (Admin admin = KAFKA.broker().admin()) {
                admin.alterConsumerGroupOffsets(
                                name,
                                Map.of(
                                        new TopicPartition(name, 0),
                                        new OffsetAndMetadata(commit.offset(), commit.metadata())))
                        .all()
                        .get();
            }
        }
    }

    /** All orders in which two holders can flush their batches, A and B. */
    static List<String> interleavings() {
        List<String> all = new ArrayList<>(List.of(""));
        for (int i = 0; i < 2 * BATCHES; i++) {
            List<String> longer = new ArrayList<>();
            for (String order : all) {
                for (String next : List.of("A", "B")) {
                    if (order.length() - order.replace(next, "").length() < BATCHES) {
                        longer.add(order + next);
                    }
                }
            }
            all = longer;
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("interleavings")
    void twoHoldersCountEachTradeOnceInAnyOrder(String order) throws Exception {
        Holder first = new Holder();
        Holder second = new Holder();
        for (int i = 0; i < order.length(); i++) {
            (order.charAt(i) == 'A' ? first : second).step();
        }

        assertThat(volumes()).isEqualTo(EXPECTED);
    }

    /** Between the poll and the flush; a consumer may not have noticed, and have read the new topic. */
    @Test
    void whatWasReadOfATopicThatIsGoneIsNotApplied() throws Exception {
        String own = topicWithTrades();
        try (TopicReader ownReader = new TopicReader(KAFKA.settings(), own)) {
            Holder holder = new Holder(own, ownReader);
            Taken taken = holder.read();
            KAFKA.delete(own);
            while (!KAFKA.create(own, 1)) {
                assertThat(volumes()).isEmpty();
            }

            assertThatThrownBy(() -> holder.flusher.flush(List.of(taken))).isInstanceOf(GoneTopicException.class);
            assertThat(volumes()).isEmpty();
        }
    }

    /** Whatever is lost between two flushes: the marks go with the volumes. */
    @Test
    void whatRedisLosesIsReadAgain() throws Exception {
        Holder holder = new Holder();
        holder.step();
        REDIS.connect().call(Command.FLUSHALL);
        holder.step();
        REDIS.connect().call(Command.DEL, "tradeboard:{BTC:" + LocalDate.now(DAYS.zone()) + "}:volumes");
        holder.step();
        holder.flusher.look();

        assertThat(volumes()).isEqualTo(EXPECTED);
    }

    /** Or it would count those again that repeat one below the commit. */
    @Test
    void anHeirReadsTheWindowBeforeTheCommit() throws Exception {
        String own = topicWithTrades();
        try (TopicReader ownReader = new TopicReader(KAFKA.settings(), own)) {
            Holder holder = new Holder(own, ownReader);
            holder.commit(holder.step());

            Holder heir = new Holder(own, ownReader);
            assertThat(heir.position).isEqualTo(RECORDS - WINDOW);
            heir.step();
            heir.step();
        }

        assertThat(volumes()).isEqualTo(EXPECTED);
    }

    /** As one does that finds no commit: it reads the day again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anHeirCountsNothingThatTheBoardsHoldAlready(int batches) throws Exception {
        Holder holder = new Holder();
        for (int i = 0; i < batches; i++) {
            holder.step();
        }
        Holder heir = new Holder();
        for (int i = 0; i < BATCHES; i++) {
            heir.step();
        }

        assertThat(volumes()).isEqualTo(EXPECTED);
    }

    /** As after a restart from a copy of its data, or a failover to a replica that was behind. */
    @Test
    void whatRedisHoldsNoMoreAfterItWasRestoredIsReadAgain() throws Exception {
        Holder holder = new Holder();
        holder.step();
        Map<Object, Object> snapshot = snapshot();
        holder.step();
        restore(snapshot);
        holder.step();
        assertThat(volumes()).isEqualTo(EXPECTED);

        restore(snapshot);
        holder.flusher.look();
        assertThat(volumes()).isEqualTo(EXPECTED);
    }

    /** Nobody has seen the marks fall: what was committed with the offset shows it. */
    @Test
    void whatRedisHoldsNoMoreAfterItWasRestoredWhileNobodyLookedIsReadAgain() throws Exception {
        String own = topicWithTrades();
        try (TopicReader ownReader = new TopicReader(KAFKA.settings(), own)) {
            Holder holder = new Holder(own, ownReader);
            holder.step();
            Map<Object, Object> snapshot = snapshot();
            holder.step();
            holder.commit(holder.step());
            restore(snapshot);
            assertThat(volumes()).isNotEqualTo(EXPECTED);

            assertThat(new Holder(own, ownReader).next).isEqualTo(BATCHES * RECORDS);
        }
        assertThat(volumes()).isEqualTo(EXPECTED);
    }

    /** More often than a partition is asked about while it is opened. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noRecordIsPassedOverThatComesWhileAnEmptyPartitionIsOpened(int question) throws Exception {
        String own = KAFKA.createTopic(1);
        AtomicBoolean came = new AtomicBoolean();
        Runnable event = () -> {
            try {
                sendTo(own);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            came.set(true);
        };
        try (TopicReader ownReader = InterruptedReader.before(question, event, KAFKA.settings(), own)) {
            Holder holder = new Holder(own, ownReader);
            assertThat(holder.next).isZero();
            for (int i = 0; came.get() && i < BATCHES; i++) {
                holder.step();
            }
        }
        assertThat(volumes()).isEqualTo(came.get() ? EXPECTED : Map.of());
    }

    private static Map<Object, Object> snapshot() {
        Map<Object, Object> snapshot = new HashMap<>();
        for (Object key : (List<?>) REDIS.connect().call(Command.KEYS, "*")) {
            snapshot.put(key, REDIS.connect().call(Command.DUMP, key));
        }
        return snapshot;
    }

    private static void restore(Map<Object, Object> snapshot) {
        REDIS.connect().call(Command.FLUSHALL);
        snapshot.forEach((key, value) -> REDIS.connect().call(Command.RESTORE, key, 0, value));
    }

    private Map<String, Long> volumes() {
        Map<String, Long> volumes = new TreeMap<>();
        for (String symbol : List.of("BTC", "ETH")) {
            BoardId board = new BoardId(symbol, LocalDate.now(DAYS.zone()));
            for (BoardId shard : board.shards(SHARDS.of(symbol))) {
                Rig.volumes(REDIS.connect(), shard)
                        .forEach((trader, volume) -> volumes.merge(symbol + " " + trader, volume, Long::sum));
            }
        }
        return volumes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
