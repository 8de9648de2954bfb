package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.kafka.KafkaExtension;
import io.tradeboard.kafka.TopicProbe;
import io.tradeboard.run.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(value = KafkaExtension.BROKER, mode = ResourceAccessMode.READ)
class ProduceToKafkaIT {
    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @TempDir
    Path home;

    private final String topic = "trades-" + UUID.randomUUID();

    @Test
    void aTopicIsCreatedOnlyWhereThatIsAsked() {
        Cli.Result missing = produce("--count", "10");
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err())
                .isEqualTo("tradeboard: Kafka at " + bootstrap() + " has no topic " + topic
                        + "; --create-topic PARTITIONS creates it\n");

        Cli.Result created = produce("--count", "10", "--create-topic", "3");
        assertThat(created.code()).isZero();
        assertThat(created.err())
                .isEqualTo("tradeboard: created topic " + topic + " with 3 partitions\ndone: 10 trades sent\n");

        assertThat(produce("--count", "5", "--create-topic", "3").err()).isEqualTo("done: 5 trades sent\n");
        assertThat(produce("--count", "5", "--create-topic", "6").code()).isEqualTo(ExitCode.USAGE);
        assertThat(TopicProbe.records(KAFKA.settings(), topic)).hasSize(15);
    }

    @Test
    void aFileIsSentWithIdsAndBadLinesAreReported() throws Exception {
        Path file = Files.writeString(
                home.resolve("trades.csv"), "traderId,symbol,quantity\nzed,BTC,1.5\nzed,BTC,-1\nkestrel,ETH,2\n");
        Cli.Result sent = produce("--create-topic", "1", file.toString());

        assertThat(sent.code()).isEqualTo(ExitCode.REJECTED);
        assertThat(sent.err()).contains("done: 2 trades sent, 1 line rejected");
        assertThat(TopicProbe.records(KAFKA.settings(), topic).stream().map(ConsumerRecord::value))
                .hasSize(2)
                .allMatch(line -> line.matches("\\{\"id\":\"[0-9a-f]{32}\".*}"));
    }

    @Test
    void kafkaThatIsNotThereIsUnreachable() {
        Cli.Result result = new Cli(home, Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"))
                .run("produce", "--to", "kafka", "--count", "1");

        assertThat(result.code()).isEqualTo(ExitCode.REDIS_UNREACHABLE);
        assertThat(result.err())
                .startsWith("tradeboard: cannot reach Kafka at 127.0.0.1:1: no answer\n"
                        + "  use another broker: --kafka-bootstrap-servers HOST:PORT");
    }

    @Test
    void aSecretThatOthersCanReadIsRefusedAndNeverShown() throws Exception {
        Path config = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                        + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"a\" password=\"canary\";\n");
        Cli.Result readable = produce("--count", "1", "--kafka-config", config.toString());
        assertThat(readable.code()).isEqualTo(ExitCode.USAGE);
        assertThat(readable.err()).contains("can be read by others; chmod 600");

        Files.setPosixFilePermissions(config, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Cli.Result refused = produce("-v", "--count", "1", "--kafka-config", config.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.DENIED);
        assertThat(refused.err()).contains("refused the authentication").doesNotContain("canary");
    }

    private Cli.Result produce(String... options) {
        List<String> args = new ArrayList<>(List.of("produce", "--to", "kafka", "--topic", topic));
        args.addAll(List.of(options));
        return new Cli(home, Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrap())).run(args.toArray(String[]::new));
    }

    private static String bootstrap() {
        return KAFKA.settings().bootstrap();
    }
}
