package io.tradeboard.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tradeboard.read.TraderEntry;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entries of traders as CSV below the header {@code trader,alias,hidden,excluded}, whose columns may come in any order and,
 * but for the first, be left out. Flags are {@code true}, {@code false} or empty.
 *
 * @param entries by the ids of the traders, in the order of the file; hidden ones have no tag yet
 * @param lines on which line each of them stands
 * @param faults what is wrong, by the number of the line
 */
public record TradersFile(Map<String, TraderEntry> entries, Map<String, Long> lines, Map<Long, String> faults) {
    private static final List<String> COLUMNS = List.of("trader", "alias", "hidden", "excluded");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads and checks every line.
     *
     * @throws IOException if the header cannot be used, or the text is no CSV from some line on
     */
    public static TradersFile parse(String text) throws IOException {
        TradersFile file = new TradersFile(new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeMap<>());
        String csv = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<String> header = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(csv)) {
            for (CsvRecord record : records) {
                if (header.isEmpty()) {
                    header.addAll(header(record.getFields()));
                } else {
                    file.add(record.getStartingLineNumber(), header, record.getFields());
                }
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw new IOException("not valid CSV: misplaced or unclosed quote, or too many cells", e);
        }
        if (header.isEmpty()) {
            throw new IOException("empty; the first line must be " + String.join(",", COLUMNS));
        }
        return file;
    }

    private static List<String> header(List<String> cells) throws IOException {
        boolean known = COLUMNS.containsAll(cells) && cells.stream().distinct().count() == cells.size();
        if (!known || !cells.contains(COLUMNS.get(0))) {
            throw new IOException("the first line must be " + String.join(",", COLUMNS) + ", not "
                    + Printable.quote(String.join(",", cells)));
        }
        return cells;
    }

    private void add(long number, List<String> header, List<String> cells) {
        try {
            if (cells.size() != header.size()) {
                throw new BadTradeException(
                        "it has " + Counts.of(cells.size(), "cell") + ", the header " + header.size());
            }
            Map<String, String> values = new TreeMap<>();
            for (int i = 0; i < cells.size(); i++) {
                values.put(header.get(i), cells.get(i));
            }
            String trader = TradeRules.checkTrader("trader", values.get("trader"));
            String alias = values.getOrDefault("alias", "");
            Long other = lines.putIfAbsent(trader, number);
            if (other != null) {
                throw new BadTradeException("trader " + Printable.quote(trader) + " stands on line " + other + " too");
            }
            entries.put(
                    trader,
                    new TraderEntry(
                            alias.isEmpty() ? alias : TraderEntry.checkAlias(alias),
                            flag("hidden", values),
                            flag("excluded", values),
                            ""));
        } catch (BadTradeException e) {
            faults.put(number, e.reason());
        }
    }

    private static boolean flag(String name, Map<String, String> values) throws BadTradeException {
        String value = values.getOrDefault(name, "").toLowerCase(Locale.ROOT);
        if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
            throw new BadTradeException(name + " " + Printable.quote(value) + " must be true, false or empty");
        }
        return value.equals("true");
    }
}
