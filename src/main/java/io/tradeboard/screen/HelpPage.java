package io.tradeboard.screen;

import io.tradeboard.screen.Theme.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the keys do and what the screen says, as a page that can be scrolled. */
final class HelpPage {
    /** The cells it takes beside a page, with a line between them. */
    static final int CELLS = 57;

    private static final String COLUMNS_AND_STATES = """
            COLUMNS
            #            rank by exact volume; 3= shares its rank
                         (in a tie: Redis' order, ids descending);
                         * is the followed trader
            ^v/1m        ranks climbed or lost since then;
                         NEW was not among those known
            SHARE        of all volume in the symbol today; the
                         bar is full for the leader
            GAP TO NEXT  to the nearest strictly higher volume
            PASS IN      when the gap closes, both at their
                         pace of the last hour (from 15 samples)
            LAST HOUR    volume traded in the last 60 minutes,
                         once the board is that old
            _ to #       the course of the last hour, from the
                         quietest part to the busiest

            STATES
            LATE STALE    older than it should be
            REDIS DOWN    no answer; the rows are kept
            DAEMON DOWN   no daemon is running
            HEALING       boards are fed from the log
            REDIS BACK    no daemon has reported yet
            READ ONLY     Redis refuses writes
            EVICTING      Redis is full and loses boards
            REFUSED       the board takes no trades
            DISK FULL     the log waits for space
            CLOCKS        clocks disagree; intake waits
            CLOSING       the last trades are counted
            FINAL         a day that every writer closed
            NOT KEPT      a day that is no longer kept
            EXACT 14:30   all volumes right, audited then
            DIFFERS 2     volumes are not as logged
            BEHIND        trades in the log are not on it
            UNVERIFIED    no fresh audit, or incomplete log
            NOT AUDITED   no audit yet
            """;

    private static final List<String> LINES = Stream.of(
                    Stream.of("KEYS"), Shortcuts.lines().stream(), Stream.of(""), COLUMNS_AND_STATES.lines())
            .flatMap(lines -> lines)
            .toList();

    private HelpPage() {}

    /** With the arrows and bars of the screen where the terminal has them. */
    private static String drawn(String line) {
        return line.startsWith("^v/1m") || line.startsWith("_ to #")
                ? line.replace("^v", "▲▼").replace("_ to #", "▁ to █")
                : line;
    }

    static int lines() {
        return LINES.size();
    }

    /** How many lines are shown at a time. */
    static int shown(int rows) {
        return Math.max(1, rows - 2);
    }

    /**
     * Draws the lines from one on.
     *
     * @param beside whether it stands beside a page, with a line between them
     */
    static void draw(Canvas canvas, int from, boolean beside) {
        if (beside) {
            canvas.border(1, canvas.rows());
        }
        int left = beside ? 3 : 0;
        int shown = shown(canvas.rows());
        for (int i = 0; i < shown && from + i < lines(); i++) {
            String line = LINES.get(from + i);
            boolean heading = !line.isEmpty() && line.indexOf(' ') < 0 && line.equals(line.toUpperCase(Locale.ROOT));
            canvas.put(left + 1, i, heading ? Role.HEADING : Role.BODY, canvas.ascii() ? line : drawn(line));
        }
        boolean more = from + shown < lines();
        String keys = more ? " more below: PgDn or Space  Esc closes " : " Esc closes ";
        canvas.put(left, canvas.rows() - 1, Role.ALERT, keys);
    }
}
