package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.kafka.KafkaExtension;
import io.tradeboard.kafka.KafkaFailure;
import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.TopicProbe;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(value = KafkaExtension.BROKER)
class KafkaSinkIT {
    private static final Symbols SYMBOLS = Symbols.parse("BTC:8,ETH:8,SOL:4,ARB:2", 8, true);

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Notices notices = new Notices(said::add);

    @Test
    void whatIsSentIsReadBackUnchangedAndInOrderBySymbol() throws Exception {
        String topic = KAFKA.createTopic(3);
        List<Trade> trades = trades(5_000);
        try (KafkaSink sink = new KafkaSink(KAFKA.settings(), topic, notices)) {
            sink.send(trades);
            sink.flush();
            assertThat(sink.underWay(5_000)).isZero();
        }

        List<ConsumerRecord<String, String>> records = TopicProbe.records(KAFKA.settings(), topic);
        assertThat(records).hasSize(5_000);
        assertThat(records.stream().map(ConsumerRecord::partition).distinct().count())
                .isGreaterThan(1);
        for (String symbol : SYMBOLS.names()) {
            List<ConsumerRecord<String, String>> ofSymbol = records.stream()
                    .filter(record -> record.key().equals(symbol))
                    .toList();
            assertThat(ofSymbol.stream().map(ConsumerRecord::partition).distinct())
                    .hasSize(1);
            assertThat(ofSymbol.stream().map(KafkaSinkIT::trade).toList())
                    .isEqualTo(trades.stream()
                            .filter(trade -> trade.symbol().equals(symbol))
                            .toList());
        }
        assertThat(said).isEmpty();
    }

    @Test
    void aBrokerThatStallsIsWaitedForAndNoTradeIsThereTwice() throws Exception {
        String topic = KAFKA.createTopic(1);
        // So short that requests are given up and sent again while the broker does not move.
        KafkaSettings impatient = new KafkaSettings(KAFKA.settings().bootstrap(), Map.of("request.timeout.ms", "500"));
        List<Trade> trades = trades(20_000);
        try (KafkaSink sink = new KafkaSink(impatient, topic, notices)) {
            sink.send(trades.subList(0, 1_000));
            CompletableFuture<Void> sending;
            KAFKA.broker().signal("STOP");
            try {
                sending = CompletableFuture.runAsync(() -> sendAll(sink, trades.subList(1_000, 20_000)));
                await().until(() -> !said.isEmpty());
            } finally {
                KAFKA.broker().signal("CONT");
            }
            await().until(sending::isDone);
            sending.get();
        }

        assertThat(TopicProbe.records(KAFKA.settings(), topic).stream()
                        .map(KafkaSinkIT::trade)
                        .toList())
                .isEqualTo(trades);
        assertThat(said)
                .containsExactly(
                        "Kafka at " + impatient.bootstrap() + " does not acknowledge trades; retrying until it does",
                        "Kafka at " + impatient.bootstrap() + " acknowledges trades again");
    }

    @Test
    void aRecordThatTheTopicNeverTakesIsAFailure() throws Exception {
        String topic = KAFKA.createTopic(1);
        KafkaSettings narrow = new KafkaSettings(KAFKA.settings().bootstrap(), Map.of("max.request.size", "50"));
        try (KafkaSink sink = new KafkaSink(narrow, topic, notices)) {
            assertThatThrownBy(() -> sendAll(sink, trades(1)))
                    .hasRootCauseInstanceOf(org.apache.kafka.common.errors.RecordTooLargeException.class)
                    .isInstanceOf(KafkaFailure.class)
                    .hasMessageStartingWith("topic " + topic + " takes no record of this size");
        }
    }

    private static void sendAll(KafkaSink sink, List<Trade> trades) {
        try {
            for (int from = 0; from < trades.size(); from += 1_000) {
                sink.send(trades.subList(from, Math.min(from + 1_000, trades.size())));
            }
            sink.flush();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Trade> trades(int count) {
        Market market = new Market(SYMBOLS, 100, 1.0, 7);
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trades.add(market.next(1_000_000L + i));
        }
        return trades;
    }

    private static RawTrade decoded(String line) throws BadTradeException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return JsonTrades.decode(bytes, 0, bytes.length);
    }

    private static Trade trade(ConsumerRecord<String, String> record) {
        try {
            return new TradeRules(SYMBOLS).check(decoded(record.value()), 2_000_000);
        } catch (BadTradeException e) {
            throw new IllegalStateException(e);
        }
    }
}
