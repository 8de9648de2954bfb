package io.tradeboard.board;

/** What a stored mark says beside the one that a writer put there. The same for every kind of log. */
public enum Comparison {
    /** It is where it was put. */
    KEPT,
    /** It is further, within what the writer has: an earlier attempt did more than its reply could say. */
    FURTHER,
    /** An update stopped between its parts; it is finished with the records that it covers. */
    IN_PARTS,
    /** It is behind: Redis lost data, and the records between are applied again. */
    LOST,
    /** It is beyond what the writer has: somebody else writes in its name. */
    FENCED;

    /**
     * Compares.
     *
     * @param put the mark that the writer put there last, {@link Mark#ZERO} for none
     * @param stored the mark that the board holds
     * @param end the offset behind the last record that the writer can have applied
     */
    public static Comparison of(Mark put, Mark stored, long end) {
        if (stored.to() > Math.max(put.to(), end)) {
            return FENCED;
        }
        if (stored.isPartial()) {
            return stored.from() < put.from() ? LOST : IN_PARTS;
        }
        if (stored.from() < put.to()) {
            return LOST;
        }
        return stored.equals(put) ? KEPT : FURTHER;
    }
}
