package io.tradeboard.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = KafkaExtension.BROKER, mode = ResourceAccessMode.READ)
class TopicReaderIT {
    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatComesBetweenTwoQuestionsDoesNotLookLikeAnOpenTransaction(int question) throws InterruptedException {
        String topic = KAFKA.createTopic(1);
        try (TopicReader reader = InterruptedReader.before(question, () -> send(topic), KAFKA.settings(), topic)) {
            TopicReader.Extent extent = reader.extent(0);

            assertThat(extent.stable()).isEqualTo(extent.end());
        }
    }

    private static void send(String topic) {
        byte[] trade = "trade".getBytes(StandardCharsets.UTF_8);
        try (TopicWriter writer = new TopicWriter(KAFKA.settings(), topic)) {
            assertThat(writer.offer(trade, trade)).isTrue();
            assertThat(writer.awaitAcknowledged()).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
