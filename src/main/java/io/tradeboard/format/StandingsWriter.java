package io.tradeboard.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.Quantity;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints standings in the form that was asked for. JSON is the shape {@code tradeboard.board/1}: volumes are strings, so
 * nothing is lost in a float; times are UTC; what is unknown is null.
 */
public final class StandingsWriter {
    private static final int SHARE_DECIMALS = 4;

    private final Consumer<String> out;
    private final Clock clock;
    private final Format format;
    private final int depth;

    /** How standings are printed. */
    public enum Format {
        table,
        json,
        csv,
        ndjson
    }

    public StandingsWriter(Consumer<String> out, Clock clock, Format format, int depth) {
        this.out = out;
        this.clock = clock;
        this.format = format;
        this.depth = depth;
    }

    public void write(List<Standings> all) throws IOException {
        out.accept(text(all));
    }

    public String text(List<Standings> all) throws IOException {
        return switch (format) {
            case table -> table(all);
            case csv -> csv(all);
            case json, ndjson -> json(all);
        };
    }

    private String table(List<Standings> all) {
        StringJoiner boards = new StringJoiner("\n");
        for (Standings standings : all) {
            boards.add(String.join("\n", BoardText.lines(standings, depth)) + "\n");
        }
        return boards.toString();
    }

    private String json(List<Standings> all) throws IOException {
        StringWriter lines = new StringWriter();
        for (Standings standings : all) {
            try (JsonGenerator json = new JsonFactory().createGenerator(lines)) {
                board(json, standings);
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private void board(JsonGenerator json, Standings standings) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", "tradeboard.board/1");
        json.writeStringField("symbol", standings.board().symbol());
        json.writeStringField("name", standings.title());
        json.writeStringField("day", standings.board().day().toString());
        json.writeStringField("zone", standings.zone().getId());
        json.writeStringField("asOf", time(standings.asOf()));
        json.writeNumberField("ageMs", standings.age(clock.instant()).toMillis());
        json.writeBooleanField("stale", standings.stale());
        json.writeBooleanField("final", standings.closed());
        json.writeFieldName("audit");
        audit(json, standings.audit());
        json.writeStringField(
                "totalVolume", new BigDecimal(standings.totalVolume(), standings.scale()).toPlainString());
        json.writeNumberField("traders", standings.traders());
        json.writeNumberField("trades", standings.trades());
        rows(json, standings);
        json.writeEndObject();
    }

    /** Writes the field {@code rows} of an object. */
    public static void rows(JsonGenerator json, Standings standings) throws IOException {
        json.writeArrayFieldStart("rows");
        for (Standings.Row row : standings.rows()) {
            json.writeStartObject();
            json.writeNumberField("rank", row.rank());
            json.writeBooleanField("tied", row.tied());
            json.writeStringField("traderId", row.traderId());
            json.writeStringField("volume", Quantity.format(row.volume(), standings.scale()));
            json.writeStringField("share", share(row, standings));
            if (row.gapToNext().isPresent()) {
                json.writeStringField(
                        "gapToNext", Quantity.format(row.gapToNext().getAsLong(), standings.scale()));
            } else {
                json.writeNullField("gapToNext");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What the last audit of a board found, as a value. */
    public static void audit(JsonGenerator json, @Nullable Verdict verdict) throws IOException {
        if (verdict == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("at", time(verdict.at()));
        json.writeNumberField("trades", verdict.trades());
        json.writeNumberField("differences", verdict.differences());
        json.writeStringField("unproven", verdict.unproven().isEmpty() ? null : verdict.unproven());
        json.writeEndObject();
    }

    private static String csv(List<Standings> all) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord("as_of", "day", "symbol", "rank", "tied", "trader_id", "volume", "share", "gap_to_next");
            for (Standings standings : all) {
                for (Standings.Row row : standings.rows()) {
                    csv.writeRecord(
                            time(standings.asOf()),
                            standings.board().day().toString(),
                            standings.board().symbol(),
                            Integer.toString(row.rank()),
                            Boolean.toString(row.tied()),
                            harmless(row.traderId()),
                            Quantity.format(row.volume(), standings.scale()),
                            share(row, standings),
                            row.gapToNext().isPresent()
                                    ? Quantity.format(row.gapToNext().getAsLong(), standings.scale())
                                    : "");
                }
            }
        }
        return text.toString();
    }

    /** Keeps a spreadsheet from taking a name for a formula. */
    private static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String share(Standings.Row row, Standings standings) {
        if (standings.totalVolume().signum() == 0) {
            return "0.0000";
        }
        return new BigDecimal(row.volume())
                .divide(new BigDecimal(standings.totalVolume()), SHARE_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
