package io.tradeboard.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.audit.AuditReport;
import io.tradeboard.audit.BoardAudit;
import io.tradeboard.audit.Difference;
import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints what an audit found. JSON is the shape {@code tradeboard.audit/1}: amounts are strings, unknown is null. */
public final class AuditWriter {
    private static final int SHOWN = 20;

    private final Consumer<String> out;
    private final Format format;
    private final String counted;

    /** How it is printed. */
    public enum Format {
        table,
        json
    }

    /** @param counted what the boards were compared with, such as {@code log} */
    public AuditWriter(Consumer<String> out, Format format, String counted) {
        this.out = out;
        this.format = format;
        this.counted = counted;
    }

    public void write(AuditReport report) throws IOException {
        out.accept(format == Format.json ? json(report) : table(report));
    }

    private String table(AuditReport report) {
        StringBuilder text = new StringBuilder();
        for (BoardAudit board : report.boards()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %-8s  %,d trades  %,d traders%s%s%n",
                    board.board().symbol(),
                    board.word(),
                    board.trades(),
                    board.traders(),
                    board.pending() == 0 ? "" : String.format(Locale.ROOT, "  %,d pending", board.pending()),
                    board.differences() == 0 ? "" : String.format(Locale.ROOT, "  %,d differ", board.differences())));
            if (!board.unproven().isEmpty()) {
                text.append("  unproven: ").append(board.unproven()).append('\n');
            }
            board.found().stream().limit(SHOWN).forEach(difference -> text.append(line(difference)));
            if (board.differences() > SHOWN) {
                text.append(String.format(
                        Locale.ROOT, "  and %,d more; -o json has them all%n", board.differences() - SHOWN));
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "%s %s: %,d boards, %,d trades, %,d differences%n",
                report.day(),
                report.differences() > 0 ? "DIFFERS" : report.isProven() ? "EXACT" : "UNPROVEN",
                report.boards().size(),
                report.trades(),
                report.differences()));
        return text.toString();
    }

    private String line(Difference difference) {
        String what = switch (difference.of()) {
            case TRADER -> "trader " + difference.traderId();
            case TRADES -> "count of trades";
            case VOLUME -> "total volume";
        };
        return "  " + what + ": board " + difference.board().toPlainString() + ", " + counted + " "
                + difference.log().toPlainString() + "\n";
    }

    private static String json(AuditReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", "tradeboard.audit/1");
            json.writeStringField("day", report.day().toString());
            json.writeStringField(
                    "at", report.at().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeArrayFieldStart("boards");
            for (BoardAudit board : report.boards()) {
                json.writeStartObject();
                json.writeStringField("symbol", board.board().symbol());
                json.writeNumberField("trades", board.trades());
                json.writeNumberField("traders", board.traders());
                json.writeNumberField("differences", board.differences());
                json.writeStringField("unproven", board.unproven().isEmpty() ? null : board.unproven());
                json.writeNumberField("pending", board.pending());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("differences");
            for (BoardAudit board : report.boards()) {
                for (Difference difference : board.found()) {
                    json.writeStartObject();
                    json.writeStringField("symbol", difference.symbol());
                    json.writeStringField("of", difference.of().name().toLowerCase(Locale.ROOT));
                    json.writeStringField("traderId", difference.traderId());
                    json.writeStringField("board", difference.board().toPlainString());
                    json.writeStringField("log", difference.log().toPlainString());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
