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

    private static final File DEVICE = new File("/dev/tty");
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long LAST_PATIENCE_MILLIS = 1_000;
    private static final Pattern SETTINGS = Pattern.compile("([\\w:=.-]+)\\s+(\\d+) (\\d+)\\s*");

    private final String saved;
    private final TerminalSize fallback;
    private TerminalSize size;

    /**
     * Notes the settings and the size, and takes over.
     *
     * @param fallback the size of a terminal that does not know its own
     * @throws NoTerminalException if there is no controlling terminal, or no {@code stty}
     */
    Stty(TerminalSize fallback) throws IOException {
        this.fallback = fallback;
        Matcher settings = SETTINGS.matcher(run("stty -g && stty size && " + RAW, PATIENCE_MILLIS));
        if (!settings.matches()) {
            throw new NoTerminalException("stty is missing or does not know this terminal");
        }
        this.saved = settings.group(1);
        this.size = size(settings.group(3), settings.group(2));
    }

    private TerminalSize size(String columns, String rows) {
        // A number that is too large for a terminal is none.
        boolean known = columns.length() < 6 && rows.length() < 6 && !columns.equals("0") && !rows.equals("0");
        return known ? new TerminalSize(Integer.parseInt(columns), Integer.parseInt(rows)) : fallback;
    }

    TerminalSize size() {
        return size;
    }

    /** Reads the size again, which the terminal says has changed. */
    void resized() throws IOException {
        String[] rowsAndColumns = run("stty size", PATIENCE_MILLIS).strip().split(" ", 2);
        if (rowsAndColumns.length == 2) {
            size = size(rowsAndColumns[1], rowsAndColumns[0]);
        }
    }

    void takeOver() throws IOException {
        run(RAW, PATIENCE_MILLIS);
    }

    /** Restores what was noted, without waiting for a terminal that takes no output, where this stty can do so. */
    void restore() throws IOException {
        run("stty -drain " + saved + " 2>&- || stty " + saved, LAST_PATIENCE_MILLIS);
    }

    private static String run(String command, long patienceMillis) throws IOException {
        if (!DEVICE.exists()) {
            throw new NoTerminalException("there is no " + DEVICE);
        }
        Process process;
        try {
            process = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new NoTerminalException("there is no controlling terminal", e);
        }
        try {
            if (!process.waitFor(patienceMillis, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
