package io.tradeboard.kafka;

/** The topic does not exist any more under the id that it had: it was deleted, and perhaps created anew. */
public final class GoneTopicException extends RuntimeException {
    GoneTopicException(String topic) {
        super("topic " + topic + " was deleted, or created anew");
    }
}
