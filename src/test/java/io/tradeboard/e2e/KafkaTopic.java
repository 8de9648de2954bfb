package io.tradeboard.e2e;

import static org.awaitility.Awaitility.await;

import io.tradeboard.kafka.GoneTopicException;
import io.tradeboard.kafka.KafkaExtension;
import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.kafka.TopicReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of a test, what was sent to it by a client of its own, and the journal of what counts of that: each trade that was
 * meant, once.
 */
final class KafkaTopic implements AutoCloseable {
    /** Repeats come within so many trades, which are fewer offsets than the window of the daemon. */
    private static final int NEAR = 200;

    private static final List<String> SYMBOLS = List.of("BTC", "BTC", "ETH", "SOL", "USDC");

    private final KafkaExtension kafka;
    private final String name;
    private final Random random;
    private KafkaProducer<byte[], byte[]> producer;
    private final List<String> journal = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final List<Future<RecordMetadata>> unconfirmed = new ArrayList<>();
    private int rejected;

    KafkaTopic(KafkaExtension kafka, int partitions, long seed) throws InterruptedException {
        this.kafka = kafka;
        this.name = kafka.createTopic(partitions);
        this.random = new Random(seed);
        this.producer = producer(Map.of());
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.settings().bootstrap());
        settings.put("metadata.max.age.ms", 1_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    String name() {
        return name;
    }

    /** Everything that is to be on the boards. */
    List<String> journal() {
        return journal;
    }

    int rejected() {
        return rejected;
    }

    /** Sends trades, a twentieth of them twice, and some records that are none. */
    void send(int trades) {
        for (int i = 0; i < trades; i++) {
            int dice = random.nextInt(100);
            if (dice < 5 && !sent.isEmpty()) {
                send(sent.get(sent.size() - 1 - random.nextInt(Math.min(NEAR, sent.size()))));
            } else if (dice < 6) {
                rejected++;
                send(new ProducerRecord<>(name, bytes("BTC"), bytes("{\"traderId\":\"nobody\"}")));
            } else {
                ProducerRecord<byte[], byte[]> trade = trade();
                send(trade);
                sent.add(trade);
                journal.add(new String(trade.value(), StandardCharsets.UTF_8));
            }
        }
        confirm();
    }

    private ProducerRecord<byte[], byte[]> trade() {
        String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        String line = "{\"id\":\"" + new UUID(random.nextLong(), random.nextLong()) + "\",\"timestamp\":\""
                + Instant.now() + "\",\"traderId\":\"trader-" + random.nextInt(300) + "\",\"symbol\":\"" + symbol
                + "\",\"quantity\":\""
                + new BigDecimal(1 + random.nextInt(1_000_000)).movePointLeft(2).toPlainString()
                + "\"}";
        return new ProducerRecord<>(name, bytes(symbol), bytes(line));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        unconfirmed.add(producer.send(record));
    }

    /** Waits until all is in the topic; a record that is not would be missed on the boards. */
    private void confirm() {
        producer.flush();
        for (Future<RecordMetadata> each : unconfirmed) {
            try {
                each.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a trade of the test was not sent", e);
            }
        }
        unconfirmed.clear();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A transaction with some trades, which count once it is committed. */
    final class Transaction implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> transactional;
        private final List<String> lines = new ArrayList<>();

        @SuppressWarnings("FutureReturnValueIgnored") // flushed
        Transaction(int trades) {
            transactional = producer(
                    Map.of("transactional.id", UUID.randomUUID().toString(), "transaction.timeout.ms", 60_000));
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < trades; i++) {
                ProducerRecord<byte[], byte[]> trade = trade();
                transactional.send(trade);
                lines.add(new String(trade.value(), StandardCharsets.UTF_8));
            }
            transactional.flush();
        }

        void commit() {
            transactional.commitTransaction();
            journal.addAll(lines);
        }

        void abort() {
            transactional.abortTransaction();
        }

        @Override
        public void close() {
            transactional.close();
        }
    }

    /** Deletes all records of partition 0 but the last ones. */
    void deleteAllBut(int last) throws InterruptedException, ExecutionException {
        TopicPartition partition = new TopicPartition(name, 0);
        try (Admin admin = admin()) {
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

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", (Object) kafka.settings().bootstrap()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
