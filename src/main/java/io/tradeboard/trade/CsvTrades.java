package io.tradeboard.trade;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trades as CSV (RFC 4180, comma, UTF-8) below a header with the names of the fields, in any order; other columns are
 * ignored unless {@link FieldNames} takes them for ours, and an empty cell is a missing field.
 *
 * <p>Records are one line, although RFC 4180 lets a quoted cell span lines: no field of a trade may contain a line break.
 * {@link OpenQuote} finds the lines of a record that does, and none of them is a trade.
 *
 * <p>Written cells are not guarded against spreadsheet formulas: this is input for programs, and a guarded name would
 * be another trader.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CsvTrades {
    private static final int USUAL_LINE = 256;

    /** A line without a number that names so many fields is a header; it would be refused as a trade anyway. */
    private static final int HEADER_NAMES = 2;

    private static final List<String> OTHER_SEPARATORS = List.of(";", "\t", "|");
    private static final CsvReader.CsvReaderBuilder CSV =
            CsvReader.builder().skipEmptyLines(false).allowUnclosedQuote(false);

    /** The field of each column; null where it is none of a trade's. */
    private final @Nullable TradeField[] columns;

    /**
     * @param line the first line of a file, with or without byte order mark and line end
     * @throws BadTradeException if a required column is missing, one is there twice, one has nearly the name of a field, or
     *     the line is no CSV
     */
    public CsvTrades(byte[] line, int offset, int length) throws BadTradeException {
        this(cells(line, offset, length), LineText.decode(line, offset, length));
    }

    private CsvTrades(String[] cells, String line) throws BadTradeException {
        FieldNames.check(List.of(cells), "column");
        columns = Stream.of(cells).map(TradeField::named).toArray(TradeField[]::new);
        for (TradeField field : TradeField.values()) {
            long found = Stream.of(columns).filter(field::equals).count();
            if (found > 1) {
                throw new BadTradeException("CSV header has column " + field.label + " twice");
            }
            if (found == 0 && field.required) {
                throw new BadTradeException("CSV header has no column " + field.label + otherSeparator(line));
            }
        }
    }

    /**
     * The header that a refused line is: in files that were joined, one stands in the middle, perhaps with its columns in
     * another order.
     *
     * @return null where the line is not a header
     * @throws BadTradeException if it is one that cannot be used
     */
    public static @Nullable CsvTrades headerIn(byte[] line, int offset, int length) throws BadTradeException {
        String[] cells;
        try {
            cells = cells(line, offset, length);
        } catch (BadTradeException e) {
            return null;
        }
        boolean numbers = Stream.of(cells).anyMatch(cell -> !cell.isEmpty() && Character.isDigit(cell.charAt(0)));
        return numbers || !namesFields(cells) ? null : new CsvTrades(cells, LineText.decode(line, offset, length));
    }

    /** Whether a line has a name of a field, or nearly one, whatever separates it from others. */
    public static boolean namesFields(byte[] line, int offset, int length) {
        String text = new String(line, offset, length, StandardCharsets.UTF_8);
        return Stream.of(text.split("[,;|\t\"]")).anyMatch(name -> FieldNames.nearly(name) != null);
    }

    /** Whether cells are two names of fields, or nearly the names of all that are required. */
    private static boolean namesFields(String[] cells) {
        Set<TradeField> exact = EnumSet.noneOf(TradeField.class);
        Set<TradeField> nearly = EnumSet.noneOf(TradeField.class);
        for (String cell : cells) {
            TradeField field = TradeField.named(cell);
            TradeField near = field != null ? field : FieldNames.nearly(cell);
            if (field != null) {
                exact.add(field);
            }
            if (near != null) {
                nearly.add(near);
            }
        }
        return exact.size() >= HEADER_NAMES || nearly.containsAll(TradeField.REQUIRED);
    }

    /** The hint for a header that names fields and has something else between them. */
    private static String otherSeparator(String header) {
        for (String separator : OTHER_SEPARATORS) {
            String[] cells = withoutLineEnd(header).split(Pattern.quote(separator), -1);
            if (cells.length > 1 && Stream.of(cells).anyMatch(cell -> FieldNames.nearly(cell) != null)) {
                String shown = separator.equals("\t") ? "\\t" : separator;
                return "; this looks like a CSV with \"" + shown + "\", only \",\" is read; convert it: tr '" + shown
                        + "' ','";
            }
        }
        return "";
    }

    /**
     * Reads one line, with or without its line end.
     *
     * @throws BadTradeException if the line is too long, not UTF-8, not CSV, or has another number of cells than the
     *     header
     */
    public RawTrade decode(byte[] line, int offset, int length) throws BadTradeException {
        String[] cells = cells(line, offset, length);
        if (cells.length != columns.length) {
            throw new BadTradeException("CSV line has " + cells.length + " cells, its header " + columns.length);
        }
        Map<TradeField, @Nullable String> texts = new EnumMap<>(TradeField.class);
        for (int i = 0; i < cells.length; i++) {
            TradeField field = columns[i];
            if (field != null && !cells[i].isEmpty()) {
                texts.put(field, cells[i]);
            }
        }
        return TradeField.collect(texts);
    }

    private static String[] cells(byte[] line, int offset, int length) throws BadTradeException {
        String text = withoutLineEnd(LineText.decode(line, offset, length));
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw new BadTradeException("not valid CSV: a line break inside the line");
        }
        try {
            return text.isEmpty() ? new String[] {""} : CSV.ofSingleCsvRecord(StringArrayHandler.of(), text);
        } catch (CsvParseException e) {
            throw new BadTradeException("not valid CSV: misplaced or unclosed quote, or too many cells");
        }
    }

    private static String withoutLineEnd(String line) {
        int end = line.endsWith("\n") ? line.length() - 1 : line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /** Writes the header that {@link #encode} writes trades for. */
    public static void encodeHeader(OutputStream out) throws IOException {
        write(out, field -> field.label);
    }

    /** Writes a trade as one line that {@link #decode} and {@link TradeRules} turn into the same trade again. */
    public static void encode(Trade trade, OutputStream out) throws IOException {
        RawTrade raw = RawTrade.of(trade);
        write(out, field -> field.of(raw));
    }

    private static void write(OutputStream out, Function<TradeField, @Nullable String> cell) throws IOException {
        StringWriter line = new StringWriter(USUAL_LINE);
        try (CsvWriter csv = CsvWriter.builder()
                .bufferSize(USUAL_LINE)
                .lineDelimiter(LineDelimiter.LF)
                .build(line)) {
            csv.writeRecord(Stream.of(TradeField.values()).map(cell).toArray(String[]::new));
        }
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }
}
