/**
 * Kafka: the client's settings, topics, producer and consumers. The only package that knows the client library.
 *
 * <p>What an exact count depends on, such as idempotence and acknowledgement by all replicas, is set here and nowhere else;
 * everything else may come from a file of client settings.
 */
@NullMarked
package io.tradeboard.kafka;

import org.jspecify.annotations.NullMarked;
