package io.tradeboard.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of trades as NDJSON, and what they sum up to. */
final class Tape {
    private final Path file;
    private final List<Market> markets;
    private final long trades;
    private @Nullable Recount recount;

    private Tape(Path file, List<Market> markets, long trades) {
        this.file = file;
        this.markets = markets;
        this.trades = trades;
    }

    /**
     * Lets the mock market of the program make one.
     *
     * @param skew exponent of the Zipf distribution of the traders, 0 for equally busy ones
     */
    static Tape make(Stand stand, Plan plan, long trades, int traders, double skew, List<Market> markets)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile(stand.file("."), "trades-", ".ndjson");
        Process produce = stand.command(
                        markets,
                        "produce",
                        "--to",
                        "-",
                        "--count",
                        Long.toString(trades),
                        "--traders",
                        Integer.toString(traders),
                        "--skew",
                        Double.toString(skew),
                        "--seed",
                        Long.toString(plan.seed()))
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(file.toFile())
                .start();
        int code = produce.waitFor();
        if (code != 0) {
            throw new IOException("produce ended with exit code " + code);
        }
        return new Tape(file, markets, trades);
    }

    /** Its first trades, as a file of their own. */
    Tape head(long count) throws IOException {
        Path head = Path.of(file + "." + count);
        try (BufferedReader from = Files.newBufferedReader(file);
                BufferedWriter to = Files.newBufferedWriter(head)) {
            for (long line = 0; line < count; line++) {
                to.write(from.readLine());
                to.write('\n');
            }
        }
        return new Tape(head, markets, count);
    }

    Path file() {
        return file;
    }

    List<Market> markets() {
        return markets;
    }

    long trades() {
        return trades;
    }

    /** What must be on the boards when all of it is counted once. */
    Recount recount() throws IOException {
        Recount counted = recount;
        if (counted == null) {
            counted = Recount.of(file, markets);
            recount = counted;
        }
        return counted;
    }

    void delete() throws IOException {
        Files.delete(file);
    }
}
