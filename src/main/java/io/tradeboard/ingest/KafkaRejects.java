package io.tradeboard.ingest;

import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.kafka.TopicWriter;
import io.tradeboard.run.Notices;
import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.SourcePosition;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rejected records where all rejected lines go, as {@code TOPIC-PARTITION@OFFSET}, and the line of one that has several;
 * and copies them to a topic, where that is asked. What cannot be copied is only in the file, which is reported.
 *
 * <p>Confined to the poll thread.
 */
final class KafkaRejects implements AutoCloseable {
    private static final String DEAD_LETTER = "dead letter";

    private final KafkaIngestConfig kafka;
    private final Rejects rejects;
    private final Notices notices;
    private final @Nullable TopicWriter copies;

    KafkaRejects(KafkaIngestConfig kafka, Rejects rejects, Notices notices) {
        this.kafka = kafka;
        this.rejects = rejects;
        this.notices = notices;
        String topic = kafka.deadLetter();
        this.copies = topic == null ? null : new TopicWriter(kafka.settings(), topic);
    }

    void reject(int partition, long offset, int line, String reason, byte[] value) throws InterruptedException {
        String label = kafka.label(partition) + "@" + offset + (line == 1 ? "" : ":" + line);
        try {
            rejects.reject(new Rejected(label, value), reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (copies != null) {
            copy(copies, label, reason, value);
        }
    }

    private void copy(TopicWriter to, String label, String reason, byte[] value) throws InterruptedException {
        try {
            byte[] key = label.getBytes(StandardCharsets.UTF_8);
            if (to.offer(key, value, Map.of("tradeboard.reason", reason))) {
                notices.end(DEAD_LETTER, "rejected trades are copied to topic " + kafka.deadLetter() + " again");
                return;
            }
            notices.begin(
                    DEAD_LETTER,
                    "topic " + kafka.deadLetter() + " takes nothing; rejected trades are only in the file");
        } catch (KafkaFailure e) {
            notices.begin(DEAD_LETTER, e.sentence() + "; rejected trades are only in the file");
        }
    }

    void flush() {
        rejects.flush();
    }

    /** Waits for the copies that are under way. */
    @Override
    public void close() {
        if (copies != null) {
            copies.close();
        }
    }

    private record Place(String label) implements SourcePosition {
        @Override
        public String position() {
            return label;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Rejected(String label, byte[] value) implements InboundTrade {
        @Override
        public SourcePosition place() {
            return new Place(label);
        }

        @Override
        public RawTrade trade() throws BadTradeException {
            throw new BadTradeException("rejected");
        }

        @Override
        public String text() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }
}
