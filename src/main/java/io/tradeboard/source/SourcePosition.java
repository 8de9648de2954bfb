package io.tradeboard.source;

/** Where in its source a line or entry is. */
public interface SourcePosition {
    /** For a person: a line number, or the id of a stream entry. */
    String label();

    /** The source's position right after it. */
    String position();
}
