package io.tradeboard.kafka;

import org.jspecify.annotations.Nullable;

/**
 * As whom a daemon reads a topic.
 *
 * @param group whose members share the partitions, and the committed offsets
 * @param instance the name of a static member, which gets its partitions back when it starts again; null for a dynamic one
 */
public record Membership(
        String topic, String group, @Nullable String instance) {}
