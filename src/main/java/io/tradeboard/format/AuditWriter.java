package io.tradeboard.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.audit.AuditReport;
import io.tradeboard.audit.BoardAudit;
import io.tradeboard.audit.Difference;
import io.tradeboard.text.Counts;
import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints what an audit found. JSON is the shape {@code tradeboard.audit/1}: amounts are strings, unknown is null. */
public final class AuditWriter {
    private static final int SHOWN = 20;

    private final Consumer<String> out;
    private final Format format;
    private final String source;

    /** How it is printed. */
    public enum Format {
        table,
        json
    }

    /** @param source what the boards were compared with: {@code log} or {@code input} */
    public AuditWriter(Consumer<String> out, Format format, String source) {
        this.out = out;
        this.format = format;
        this.source = source;
    }

    public void write(AuditReport report) throws IOException {
        out.accept(format == Format.json ? json(report) : table(report));
    }

    private String table(AuditReport report) {
        if (report.boards().isEmpty()) {
            return report.day() + ": nothing to compare: no board in Redis, and no trade of that day in the " + source
                    + "\n";
        }
        StringBuilder text = new StringBuilder();
        for (BoardAudit board : report.boards()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %-10s  %s  %s%s%s%n",
                    board.board().symbol(),
                    board.word(),
                    Counts.of(board.trades(), "trade"),
                    Counts.of(board.traders(), "trader"),
                    board.pending() == 0 ? "" : String.format(Locale.ROOT, "  %,d pending", board.pending()),
                    board.differences() == 0 ? "" : "  " + Counts.of(board.differences(), "difference")));
            reason(text, "unverified", board.unverified());
            reason(text, "behind", board.behind());
            capped(text, board);
            board.found().stream().limit(SHOWN).forEach(difference -> text.append(line(difference)));
            if (board.differences() > SHOWN) {
                text.append(String.format(
                        Locale.ROOT, "  and %,d more; -o json has them all%n", board.differences() - SHOWN));
            }
        }
        text.append(report.day())
                .append(' ')
                .append(report.word())
                .append(": ")
                .append(Counts.of(report.boards().size(), "board"))
                .append(", ")
                .append(Counts.of(report.trades(), "trade"))
                .append(report.pending() == 0 ? "" : String.format(Locale.ROOT, ", %,d pending", report.pending()))
                .append(", ")
                .append(Counts.of(report.differences(), "difference"))
                .append('\n');
        return text.toString();
    }

    private static void reason(StringBuilder text, String word, String reason) {
        if (!reason.isEmpty()) {
            text.append("  ").append(word).append(": ").append(reason).append('\n');
        }
    }

    private static void capped(StringBuilder text, BoardAudit board) {
        board.capped().stream()
                .limit(SHOWN)
                .forEach(trader -> text.append("  trader ")
                        .append(trader)
                        .append(": capped, at the largest volume that a board can hold\n"));
        if (board.capped().size() > SHOWN) {
            text.append(String.format(
                    Locale.ROOT,
                    "  and %,d more are capped; -o json has them all%n",
                    board.capped().size() - SHOWN));
        }
    }

    private String line(Difference difference) {
        String what = switch (difference.of()) {
            case TRADER -> "trader " + difference.traderId();
            case TRADES -> "count of trades";
            case VOLUME -> "total volume";
        };
        return "  " + what + ": board " + difference.board().toPlainString() + ", " + source + " "
                + difference.log().toPlainString() + "\n";
    }

    private String json(AuditReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", "tradeboard.audit/1");
            json.writeStringField("day", report.day().toString());
            json.writeStringField(
                    "at", report.at().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("source", source);
            json.writeStringField("state", report.word().name());
            json.writeArrayFieldStart("boards");
            for (BoardAudit board : report.boards()) {
                board(json, board);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("differences");
            for (BoardAudit board : report.boards()) {
                for (Difference difference : board.found()) {
                    difference(json, difference);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void board(JsonGenerator json, BoardAudit board) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", board.board().symbol());
        json.writeStringField("state", board.word().name());
        json.writeNumberField("trades", board.trades());
        json.writeNumberField("traders", board.traders());
        json.writeNumberField("differences", board.differences());
        json.writeNumberField("pending", board.pending());
        json.writeBooleanField("behind", !board.behind().isEmpty());
        json.writeStringField("behindReason", orNull(board.behind()));
        json.writeStringField("unverified", orNull(board.unverified()));
        json.writeArrayFieldStart("capped");
        for (String trader : board.capped()) {
            json.writeString(trader);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void difference(JsonGenerator json, Difference difference) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbol", difference.symbol());
        json.writeStringField("of", difference.of().name().toLowerCase(Locale.ROOT));
        json.writeStringField("traderId", difference.traderId());
        json.writeStringField("board", difference.board().toPlainString());
        json.writeStringField("log", difference.log().toPlainString());
        json.writeEndObject();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
