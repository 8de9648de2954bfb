package io.tradeboard.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * The trades of a recorded market as if they had happened today: its simulated time is mapped onto the part of the
 * current day that is over, so none is in the future and all are on the boards of one day.
 */
record Tape(List<Entry> entries) {
    private static final String RESOURCE = "tape-round1-day0.csv";
    private static final long SIMULATED_END = 1_000_000;
    private static final List<String> SYMBOLS = List.of("BTC", "ETH", "SOL", "USDC", "ARB");
    private static final int TRADERS = 300;

    /** One side of a recorded trade. */
    record Entry(String id, Instant timestamp, String trader, String symbol, String quantity) {
        String ndjson() {
            String line = """
                    {"id":"%s","timestamp":"%s","traderId":"%s","symbol":"%s","quantity":%s}""";
            return line.formatted(id, timestamp, trader, symbol, quantity);
        }

        String csv() {
            return String.join(",", symbol, quantity, trader, timestamp.toString());
        }
    }

    static Tape today() throws IOException {
        Instant now = Instant.now();
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        long elapsedMillis = Duration.between(midnight, now).toMillis();
        List<Entry> entries = new ArrayList<>();
        for (String row : rows()) {
            String[] cells = row.split(";", -1);
            Instant timestamp = midnight.plusMillis(elapsedMillis * Long.parseLong(cells[0]) / SIMULATED_END);
            String number = Integer.toString(entries.size() / 2 + 1);
            entries.add(new Entry("bought-" + number, timestamp, cells[1], cells[3], cells[6]));
            entries.add(new Entry("sold-" + number, timestamp, cells[2], cells[3], cells[6]));
        }
        return new Tape(entries);
    }

    /**
     * Made-up trades: few traders trade often and most rarely, on several boards of today and a few of yesterday, so that
     * some boards are quiet for long.
     *
     * @param name that of the tape; its trades have the ids {@code name-1}, {@code name-2}, ...
     */
    static Tape random(Random random, String name, int count) {
        return random(random, name, count, true);
    }

    /** The same with {@link Recount#WHALES} among them, which are soon at the cap; of yesterday only where that is wanted. */
    static Tape withWhales(Random random, String name, int count, boolean yesterdays) {
        List<Entry> entries = new ArrayList<>(random(random, name, count, yesterdays).entries);
        for (int i = 0; i < entries.size(); i += 1 + random.nextInt(2_000)) {
            Entry entry = entries.get(i);
            String quantity = Integer.toString(1 + random.nextInt(80_000_000));
            entries.set(
                    i, new Entry(entry.id, entry.timestamp, "whale-" + random.nextInt(9), Recount.WHALES, quantity));
        }
        return new Tape(entries);
    }

    private static Tape random(Random random, String name, int count, boolean yesterdays) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String symbol = SYMBOLS.get(random.nextInt(random.nextInt(SYMBOLS.size()) + 1));
            String trader = "trader-" + random.nextInt(1 + random.nextInt(TRADERS)) + "-東";
            Instant timestamp = random.nextInt(50) == 0 && yesterdays ? now.minus(1, ChronoUnit.DAYS) : now;
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(1_000), random.nextInt(3));
            entries.add(new Entry(name + "-" + i, timestamp, trader, symbol, quantity.toPlainString()));
        }
        return new Tape(entries);
    }

    private static List<String> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(Tape.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    /** The first so many trades, or all where there are fewer. */
    Tape first(int count) {
        return new Tape(entries.subList(0, Math.min(count, entries.size())));
    }

    List<String> ndjson() {
        return entries.stream().map(Entry::ndjson).toList();
    }

    /** Without ids, and with the columns in an order of their own. */
    List<String> csv() {
        List<String> lines = new ArrayList<>(List.of("symbol,quantity,traderId,timestamp"));
        entries.forEach(entry -> lines.add(entry.csv()));
        return lines;
    }

    /** What must be on the boards: all but the trades of quantity 0, of which the tape has fourteen. */
    Recount recount() {
        Recount recount = new Recount();
        for (Entry entry : entries) {
            BigDecimal quantity = new BigDecimal(entry.quantity());
            if (quantity.signum() > 0) {
                recount.add(entry.timestamp(), entry.trader(), entry.symbol(), quantity);
            }
        }
        return recount;
    }
}
