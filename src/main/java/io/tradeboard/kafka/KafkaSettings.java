package io.tradeboard.kafka;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where Kafka is, and what its client is to do beside what is decided here.
 *
 * @param bootstrap brokers to ask first, as {@code host:port,...}
 * @param client further settings of the client, which may hold passwords
 */
public record KafkaSettings(String bootstrap, Map<String, String> client) {
    /** What exact counting depends on, and what has an option of its own. */
    private static final Set<String> OURS = Set.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    public KafkaSettings {
        for (String server : bootstrap.split(",", -1)) {
            if (!server.strip().matches("(\\[[0-9a-fA-F:.]+]|[^\\s:/@]+):[0-9]{1,5}")) {
                throw new UsageException(
                        "--kafka-bootstrap-servers is HOST:PORT, or several with commas between, not \"" + bootstrap
                                + "\"");
            }
        }
        client = Map.copyOf(client);
    }

    /**
     * Reads the settings of the client from a file of Java properties, as Kafka's own tools take it.
     *
     * @throws UsageException if the file has a setting that is none of its own to choose
     */
    public static KafkaSettings read(String bootstrap, Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " is not a properties file: " + e.getMessage(), e);
        }
        Map<String, String> client = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (OURS.contains(name)) {
                throw new UsageException(file + " sets " + name + ", which tradeboard sets itself; remove it there");
            }
            client.put(name, properties.getProperty(name));
        }
        return new KafkaSettings(bootstrap, client);
    }

    /** Names among the client's settings that no client knows, such as misspelt ones; a plug-in may know them. */
    public List<String> unknown() {
        Set<String> names = new TreeSet<>(client.keySet());
        names.removeAll(ProducerConfig.configNames());
        names.removeAll(ConsumerConfig.configNames());
        names.removeAll(AdminClientConfig.configNames());
        return List.copyOf(names);
    }

    /** Whether there is a password among the client's settings, or a key. */
    public boolean hasSecret() {
        Map<String, ConfigDef.ConfigKey> known = ProducerConfig.configDef().configKeys();
        return client.keySet().stream()
                .map(known::get)
                .anyMatch(key -> key != null && key.type == ConfigDef.Type.PASSWORD);
    }

    /**
     * The properties of one client.
     *
     * @param usual what holds unless the file says otherwise
     * @param fixed what the file cannot change
     */
    Map<String, Object> with(Map<String, Object> usual, Map<String, Object> fixed) {
        Map<String, Object> all = new HashMap<>(usual);
        all.putAll(client);
        all.putAll(fixed);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return all;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return bootstrap;
    }
}
