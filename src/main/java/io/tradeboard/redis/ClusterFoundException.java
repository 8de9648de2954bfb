package io.tradeboard.redis;

/** The server that was taken for a single one is a node of a cluster. */
final class ClusterFoundException extends RuntimeException {
    private final transient Endpoint node;

    ClusterFoundException(Endpoint node) {
        super(node + " is a node of a cluster");
        this.node = node;
    }

    Endpoint node() {
        return node;
    }
}
