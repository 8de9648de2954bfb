package io.tradeboard.audit;

/**
 * What an audit may take.
 *
 * @param pace how much of a CPU core
 * @param keep how many differences of a board are kept for the report; all are counted
 * @param tradersAPass how many traders are held in memory at a time
 */
public record Limits(Pace pace, int keep, int tradersAPass) {
    private static final int TRADERS_A_PASS = 200_000;

    public Limits(Pace pace, int keep) {
        this(pace, keep, TRADERS_A_PASS);
    }
}
