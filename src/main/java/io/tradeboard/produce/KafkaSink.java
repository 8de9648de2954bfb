package io.tradeboard.produce;

import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.TopicWriter;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.BoardShards;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.Shard;
import io.tradeboard.trade.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Appends trades to a Kafka topic, one record each, as NDJSON. The key is the symbol, so that all trades of a board are in one
 * partition; of a board with several shards it is {@code SYMBOL:SHARD}, and those of a shard are. It waits while the sender's buffer is full, and while Kafka is away.
 *
 * <p>Not thread-safe.
 */
public final class KafkaSink implements TradeSink {
    private static final String SLOW = "kafka";

    private final TopicWriter writer;
    private final String kafka;
    private final BoardShards shards;
    private final Notices notices;

    public KafkaSink(KafkaSettings settings, String topic, Notices notices) {
        this(settings, topic, BoardShards.NONE, notices);
    }

    /** @param shards those of the daemons */
    public KafkaSink(KafkaSettings settings, String topic, BoardShards shards, Notices notices) {
        this.shards = shards;
        this.writer = new TopicWriter(settings, topic);
        this.kafka = "Kafka at " + settings.bootstrap();
        this.notices = notices;
    }

    @Override
    public void send(List<Trade> trades) throws IOException, InterruptedException {
        for (Trade trade : trades) {
            byte[] key = key(trade).getBytes(StandardCharsets.UTF_8);
            byte[] value = line(trade);
            while (!writer.offer(key, value)) {
                remind();
            }
        }
        if (writer.unacknowledged() < trades.size()) {
            end();
        }
    }

    private String key(Trade trade) {
        int of = shards.of(trade.symbol());
        return of == 1 ? trade.symbol() : trade.symbol() + ":" + Shard.numberOf(trade.traderId(), of);
    }

    /** Without its line end: a record has an end of its own. */
    private static byte[] line(Trade trade) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        JsonTrades.encode(trade, text);
        return Arrays.copyOf(text.toByteArray(), text.size() - 1);
    }

    @Override
    public void flush() throws InterruptedException {
        while (!writer.awaitAcknowledged()) {
            remind();
        }
        end();
    }

    private void remind() {
        notices.remind(SLOW, kafka + " does not acknowledge trades; retrying until it does");
    }

    private void end() {
        notices.end(SLOW, kafka + " acknowledges trades again");
    }

    @Override
    public long underWay(long last) {
        return writer.unacknowledged();
    }

    /** Waits some seconds for what is under way. */
    @Override
    public void close() {
        writer.close();
    }
}
