package io.tradeboard.cli;

import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where Kafka is, and the topic. */
final class KafkaOptions {
    static final String TITLE = "Kafka";

    @Option(
            names = "--kafka-bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            defaultValue = "127.0.0.1:9092",
            description = "brokers to connect to first (127.0.0.1:9092)")
    String bootstrap = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "properties of the Kafka client, for TLS and SASL")
    @Nullable
    Path config;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "trades",
            description = "topic of the trades (trades)")
    String topic = "";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    KafkaSettings settings() throws IOException {
        Path file = config;
        if (file == null) {
            return new KafkaSettings(bootstrap, Map.of());
        }
        KafkaSettings settings = KafkaSettings.read(bootstrap, file);
        if (settings.hasSecret()) {
            new SecretFile(file).check(this::warn);
        }
        settings.unknown().forEach(name -> warn(file + ": no Kafka client has a setting " + name));
        return settings;
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("tradeboard: " + Printable.clean(message));
    }
}
