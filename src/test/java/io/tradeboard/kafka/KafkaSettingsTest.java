package io.tradeboard.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"kafka:9092", "127.0.0.1:9092", "[::1]:9092", "a:1,b:2", "broker_1.example.com:9092"})
    void theseAreServers(String bootstrap) {
        assertThat(new KafkaSettings(bootstrap, Map.of()).bootstrap()).isEqualTo(bootstrap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka", "kafka:", ":9092", "a:1,", "kafka://a:1", "user@a:1", "a:1 b:2"})
    void theseAreNone(String bootstrap) {
        assertThatThrownBy(() -> new KafkaSettings(bootstrap, Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--kafka-bootstrap-servers is HOST:PORT");
    }

    @Test
    void aFileSetsWhatIsNotSetHere() throws IOException {
        KafkaSettings settings = read("security.protocol=SSL\nlinger.ms = 20\n");

        assertThat(settings.with(Map.of("linger.ms", 5, "batch.size", 1), Map.of("acks", "all")))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("linger.ms", "20")
                .containsEntry("batch.size", 1)
                .containsEntry("acks", "all")
                .containsEntry("bootstrap.servers", "a:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "enable.idempotence",
                "enable.auto.commit",
                "auto.offset.reset",
                "isolation.level",
                "group.id",
                "bootstrap.servers",
                "delivery.timeout.ms",
                "key.serializer",
                "value.deserializer",
                "partitioner.class"
            })
    void whatExactnessDependsOnIsNotForTheFile(String name) {
        assertThatThrownBy(() -> read(name + "=x"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(name + ", which tradeboard sets itself");
    }

    @Test
    void misspeltNamesAreKnown() throws IOException {
        assertThat(read("linger.msec=1\nssl.truststore.location=x").unknown()).containsExactly("linger.msec");
    }

    @Test
    void passwordsAreKnownAndNotShown() throws IOException {
        KafkaSettings settings = read("ssl.key.password=canary");

        assertThat(settings.hasSecret()).isTrue();
        assertThat(settings).asString().doesNotContain("canary");
        assertThat(read("sasl.jaas.config=canary").hasSecret()).isTrue();
        assertThat(read("ssl.truststore.location=x").hasSecret()).isFalse();
    }

    private KafkaSettings read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), text);
        return KafkaSettings.read("a:1", file);
    }
}
