package io.tradeboard.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.Quantity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints a trader's place and the rows around it; JSON is the shape {@code tradeboard.rank/1}. */
public final class RankWriter {
    private final Consumer<String> out;
    private final Format format;

    /** How a place is printed. */
    public enum Format {
        table,
        json
    }

    public RankWriter(Consumer<String> out, Format format) {
        this.out = out;
        this.format = format;
    }

    /**
     * Writes the trader with its neighbours.
     * @param own one of the rows of the standings */
    public void write(Standings standings, Standings.Row own) throws IOException {
        out.accept(format == Format.json ? json(standings, own) : table(standings, own));
    }

    private static String table(Standings standings, Standings.Row own) {
        String place = String.format(
                Locale.ROOT,
                "%s is %,d%s of %,d with %s %s",
                own.traderId(),
                own.rank(),
                own.tied() ? "=" : "",
                standings.traders(),
                Quantity.format(own.volume(), standings.scale()),
                standings.board().symbol());
        int rows = standings.rows().size();
        return place + "\n" + String.join("\n", BoardText.lines(standings, rows)) + "\n";
    }

    private static String json(Standings standings, Standings.Row own) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", "tradeboard.rank/1");
            json.writeStringField("symbol", standings.board().symbol());
            json.writeStringField("day", standings.board().day().toString());
            json.writeStringField("asOf", StandingsWriter.time(standings.asOf()));
            json.writeStringField("traderId", own.traderId());
            json.writeNumberField("rank", own.rank());
            json.writeBooleanField("tied", own.tied());
            json.writeStringField("volume", Quantity.format(own.volume(), standings.scale()));
            json.writeNumberField("traders", standings.traders());
            StandingsWriter.rows(json, standings);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
