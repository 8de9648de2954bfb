package io.tradeboard.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.board.Standings;
import io.tradeboard.screen.BoardText;
import io.tradeboard.trade.Quantity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/** Prints a trader's place and the rows around it; JSON is the shape {@code tradeboard.rank/1}. */
final class RankWriter {
    private final Console console;
    private final Format format;

    /** How a place is printed. */
    enum Format {
        table,
        json
    }

    RankWriter(Console console, Format format) {
        this.console = console;
        this.format = format;
    }

    /** @param own one of the rows of the standings */
    void write(Standings standings, Standings.Row own) throws IOException {
        console.print(format == Format.json ? json(standings, own) : table(standings, own));
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
