package io.tradeboard.wal;

/**
 * A place in a source, both in words that only the source understands.
 *
 * @param source which source; empty for one that cannot be read again, such as a pipe
 */
public record Position(String source, String value) {
    /** Of a source that has none. */
    public static final Position NONE = new Position("", "");
}
