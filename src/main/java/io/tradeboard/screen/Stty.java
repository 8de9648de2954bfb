package io.tradeboard.screen;

import com.googlecode.lanterna.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of the controlling terminal, by {@code stty}. The size is asked from the system, not from the terminal by an
 * escape sequence, whose answer may take its time.
 */
final class Stty {
    /**
     * No lines, no echo, and no keys that send signals or stop the output: Ctrl-C comes as a key, so the screen ends in its
     * own order.
     */
    private static final String RAW = "stty -icanon min 1 time 0 -echo -isig -ixon";

    /**
     * An stty that changes settings from the background would stop this whole process, until a shell lets it go on; where
     * {@code ps} cannot say, it is taken for the foreground.
     */
    private static final String UNLESS_IN_BACKGROUND =
            "set -- $(ps -o pgid= -o tpgid= -p $$ 2>&-); [ \"$1\" = \"$2\" ] || { echo background; exit; }; ";

    private static final File DEVICE = new File("/dev/tty");
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long LAST_PATIENCE_MILLIS = 1_000;

    /** Columns and rows; the cells of a terminal that claims more would not fit into memory. */
    private static final int MOST_CELLS = 1_000;

    private static final Pattern SETTINGS = Pattern.compile("([\\w:=.-]+)\\s+(\\d+) (\\d+)\\s*");

    private final String saved;
    private final TerminalSize fallback;
    private TerminalSize size;

    /**
     * Notes the settings and the size, and takes over.
     *
     * @param fallback the size of a terminal that does not know its own
     * @throws NoTerminalException if there is no controlling terminal, or this process is in its background, or there
     *     is no {@code stty} that does this in time
     */
    Stty(TerminalSize fallback) throws IOException {
        this.fallback = fallback;
        String answer = takenOver();
        if (answer.equals("background\n")) {
            throw new NoTerminalException("this process is in the background of its terminal");
        }
        Matcher settings = SETTINGS.matcher(answer);
        if (!settings.matches()) {
            throw new NoTerminalException("stty is missing or does not know this terminal");
        }
        this.saved = settings.group(1);
        this.size = size(settings.group(3), settings.group(2), fallback);
    }

    private static String takenOver() throws IOException {
        try {
            return run(UNLESS_IN_BACKGROUND + "stty -g && stty size && " + RAW, DEVICE, PATIENCE_MILLIS);
        } catch (NoTerminalException e) {
            throw e;
        } catch (IOException e) {
            throw new NoTerminalException("the terminal cannot be taken over: " + e.getMessage(), e);
        }
    }

    /** The size that a terminal says it has, but no larger than a screen is drawn. */
    static TerminalSize size(String columns, String rows, TerminalSize fallback) {
        // A number that is too large for a terminal is none.
        boolean known = columns.length() < 6 && rows.length() < 6 && !columns.equals("0") && !rows.equals("0");
        return known
                ? new TerminalSize(
                        Math.min(MOST_CELLS, Integer.parseInt(columns)), Math.min(MOST_CELLS, Integer.parseInt(rows)))
                : fallback;
    }

    TerminalSize size() {
        return size;
    }

    /** Reads the size again, which the terminal says has changed. */
    void resized() throws IOException {
        String[] rowsAndColumns =
                run("stty size", DEVICE, PATIENCE_MILLIS).strip().split(" ", 2);
        if (rowsAndColumns.length == 2) {
            size = size(rowsAndColumns[1], rowsAndColumns[0], fallback);
        }
    }

    void takeOver() throws IOException {
        run(RAW, DEVICE, PATIENCE_MILLIS);
    }

    /** Restores what was noted, without waiting for a terminal that takes no output, where this stty can do so. */
    void restore() throws IOException {
        run(restoring(saved), DEVICE, LAST_PATIENCE_MILLIS);
    }

    static String restoring(String saved) {
        return "stty -drain " + saved + " 2>&- || stty " + saved;
    }

    /**
     * Runs a shell command on a terminal and returns what it printed.
     *
     * @throws IOException if it does not end in time; it is killed then, with all that it has started
     */
    static String run(String command, File device, long patienceMillis) throws IOException {
        if (!device.exists()) {
            throw new NoTerminalException("there is no " + device);
        }
        Process process;
        try {
            process = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(device)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new NoTerminalException("there is no controlling terminal", e);
        }
        try {
            if (!process.waitFor(patienceMillis, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException("stty did not end within " + patienceMillis + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
