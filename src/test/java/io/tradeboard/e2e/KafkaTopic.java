package io.tradeboard.e2e;

import static org.awaitility.Awaitility.await;

import io.tradeboard.kafka.GoneTopicException;
import io.tradeboard.kafka.KafkaBroker;
import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.trade.TradingDays;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of a test, what was sent to it by a client of its own, and the journal of what counts of that: each trade that was
 * meant, once.
 *
 * <p>One thread sends; others may make transactions meanwhile, and add partitions.
 */
final class KafkaTopic implements AutoCloseable {
    /** Repeats come within so many trades, which are fewer offsets than the window of the daemon. */
    private static final int NEAR = 200;

    /** Of so many records so many are repeats, are no trades, come too late, or are of the day before. */
    private static final int ALL = 1_000;

    private static final int REPEATED = 50;
    private static final int REJECTED = 2;
    private static final int LATE = 5;
    private static final int YESTERDAYS = 20;

    /** The last one's trades have the trader as their key, so that all partitions feed its board. */
    private static final List<String> SYMBOLS = List.of("BTC", "BTC", "ETH", "SOL", "USDC", "ARB");

    private static final String SPREAD = "ARB";

    private final KafkaBroker kafka;
    private final String name;
    private final Random random;
    private final TradingDays days;
    private KafkaProducer<byte[], byte[]> producer;
    private final List<String> journal = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final List<Sent> unconfirmed = new ArrayList<>();
    private volatile int partitions;
    private int rejected;
    private int late;

    /** @param days of whoever counts the trades */
    KafkaTopic(KafkaBroker kafka, int partitions, long seed, TradingDays days) throws InterruptedException {
        this.kafka = kafka;
        this.partitions = partitions;
        this.days = days;
        this.name = kafka.createTopic(partitions);
        this.random = new Random(seed);
        this.producer = producer(Map.of());
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrap());
        settings.put("metadata.max.age.ms", 1_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    String name() {
        return name;
    }

    /** Everything that is to be on the boards. */
    synchronized List<String> journal() {
        return List.copyOf(journal);
    }

    int rejected() {
        return rejected;
    }

    /** How many trades came when their day was over, each counted once. */
    int late() {
        return late;
    }

    int partitions() {
        return partitions;
    }

    /** Sends trades, some of them twice, some too late, and some records that are none. */
    void send(int records) {
        for (int i = 0; i < records; i++) {
            send();
        }
        confirm();
    }

    /** Sends a trade of each of these moments. */
    synchronized void send(List<Instant> timestamps) {
        for (Instant timestamp : timestamps) {
            send(trade(timestamp), timestamp);
        }
        confirm();
    }

    private synchronized void send() {
        int dice = random.nextInt(ALL);
        if (dice < REPEATED && !sent.isEmpty()) {
            send(sent.get(sent.size() - 1 - random.nextInt(Math.min(NEAR, sent.size()))), null);
        } else if (dice < REPEATED + REJECTED) {
            rejected++;
            send(record("BTC", "{\"traderId\":\"nobody\"}"), null);
        } else {
            int age = dice < REPEATED + REJECTED + LATE ? 2 : dice < ALL - YESTERDAYS ? 0 : 1;
            Instant timestamp = Instant.now().minus(age, ChronoUnit.DAYS);
            ProducerRecord<byte[], byte[]> trade = trade(timestamp);
            send(trade, timestamp);
            sent.add(trade);
        }
    }

    /** Sends the latest trades again, as a sender does that was not answered. */
    void repeat() {
        int last = sent.size();
        sent.subList(Math.max(0, last - NEAR), last).forEach(trade -> send(trade, null));
        confirm();
    }

    private ProducerRecord<byte[], byte[]> trade(Instant timestamp) {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        String trader = "trader-" + random.nextInt(300);
        String line = "{\"id\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\",\"timestamp\":\""
                + timestamp + "\",\"traderId\":\"" + trader + "\",\"symbol\":\"" + symbol
                + "\",\"quantity\":\""
                + new BigDecimal(1 + random.nextInt(1_000_000)).movePointLeft(2).toPlainString()
                + "\"}";
        return record(symbol.equals(SPREAD) ? trader : symbol, line);
    }

    /** To a partition that is chosen here, so that a repeat goes to that of the first even where partitions were added. */
    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(name, Math.floorMod(key.hashCode(), partitions), bytes(key), bytes(value));
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    /** @param timestamp of a trade that is sent for the first time; null for anything else */
    private void send(ProducerRecord<byte[], byte[]> record, @Nullable Instant timestamp) {
        unconfirmed.add(new Sent(record, timestamp, producer.send(record)));
    }

    private record Sent(
            ProducerRecord<byte[], byte[]> record, @Nullable Instant timestamp, Future<RecordMetadata> place) {}

    /** Waits until all is in the topic; a record that is not would be missed on the boards. */
    private synchronized void confirm() {
        producer.flush();
        for (Sent each : unconfirmed) {
            try {
                RecordMetadata place = each.place.get();
                if (each.timestamp != null && isLate(each.timestamp, place.timestamp())) {
                    late++;
                } else if (each.timestamp != null) {
                    journal.add(text(each.record));
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a trade of the test was not sent", e);
            }
        }
        unconfirmed.clear();
    }

    /** By the time of the record, which may be that of the next day already. */
    private boolean isLate(Instant timestamp, long recordMillis) {
        return days.isLate(days.dayOf(timestamp.toEpochMilli()), recordMillis);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a partition, to which some keys move. */
    void addPartition() throws InterruptedException, ExecutionException {
        int more = partitions + 1;
        try (Admin admin = kafka.admin()) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(more)))
                    .all()
                    .get();
        }
        partitions = more;
    }

    /** A transaction with some trades, which count once it is committed. */
    final class Transaction implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> transactional;
        private final List<String> lines = new ArrayList<>();

        Transaction(int trades) {
            this(trades, Duration.ofMinutes(1));
        }

        /** @param timeout after which the broker aborts it */
        @SuppressWarnings("FutureReturnValueIgnored") // flushed
        Transaction(int trades, Duration timeout) {
            transactional =
                    producer(Map.of("transactional.id", UUID.randomUUID().toString(), "transaction.timeout.ms", (int)
                            timeout.toMillis()));
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < trades; i++) {
                ProducerRecord<byte[], byte[]> trade = next();
                transactional.send(trade);
                lines.add(text(trade));
            }
            transactional.flush();
        }

        void commit() {
            transactional.commitTransaction();
            synchronized (KafkaTopic.this) {
                journal.addAll(lines);
            }
        }

        void abort() {
            transactional.abortTransaction();
        }

        /** Goes without an end, as a sender that is killed. */
        void abandon() {
            transactional.close(Duration.ZERO);
        }

        private ProducerRecord<byte[], byte[]> next() {
            synchronized (KafkaTopic.this) {
                return trade(Instant.now());
            }
        }

        @Override
        public void close() {
            transactional.close();
        }
    }

    /** Deletes all records of partition 0 but the last ones. */
    void deleteAllBut(int last) throws InterruptedException, ExecutionException {
        TopicPartition partition = new TopicPartition(name, 0);
        try (Admin admin = kafka.admin()) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - last)))
                    .all()
                    .get();
        }
    }

    /** Deletes the topic, and creates another of its name. */
    void recreate(int partitions) throws InterruptedException, ExecutionException {
        kafka.delete(name);
        boolean created = false;
        while (!created) {
            created = kafka.create(name, partitions);
        }
        // Until then the broker may take trades for the topic that goes.
        await().until(() -> isEmpty(partitions));
        sent.clear();
        producer.close();
        producer = producer(Map.of());
    }

    private boolean isEmpty(int partitions) throws InterruptedException {
        try (TopicReader reader = new TopicReader(kafka.settings(), name)) {
            for (int partition = 0; partition < partitions; partition++) {
                if (reader.extent(partition).end() > 0) {
                    return false;
                }
            }
            return true;
        } catch (GoneTopicException | KafkaFailure e) {
            return false;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
