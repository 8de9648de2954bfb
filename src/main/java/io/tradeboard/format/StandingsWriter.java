package io.tradeboard.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tradeboard.read.Standings;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Prints standings in the form that was asked for; {@link BoardSchema} has the fields. */
public final class StandingsWriter {
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

    /** Prints one board: in JSON one object. */
    public void write(Standings standings) throws IOException {
        out.accept(text(standings));
    }

    /** Prints any number of boards: in JSON one array, in NDJSON an object a line. */
    public void writeAll(List<Standings> all) throws IOException {
        out.accept(format == Format.json ? Documents.boards(facts(all)) + "\n" : lines(all));
    }

    /** What {@link #write} prints. */
    public String text(Standings standings) throws IOException {
        return lines(List.of(standings));
    }

    private String lines(List<Standings> all) throws IOException {
        return switch (format) {
            case table -> table(all);
            case csv -> csv(all);
            case json, ndjson -> {
                StringBuilder lines = new StringBuilder();
                for (BoardFacts facts : facts(all)) {
                    lines.append(Documents.board(facts)).append('\n');
                }
                yield lines.toString();
            }
        };
    }

    private List<BoardFacts> facts(List<Standings> all) {
        Instant now = clock.instant();
        return all.stream().map(standings -> BoardFacts.of(standings, now)).toList();
    }

    private String table(List<Standings> all) {
        StringJoiner boards = new StringJoiner("\n");
        for (Standings standings : all) {
            boards.add(String.join("\n", BoardText.lines(standings, depth)) + "\n");
        }
        return boards.toString();
    }

    /** Boards as CSV (RFC 4180), under one header. */
    public static String csv(List<Standings> all) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(BoardSchema.csvHeader());
            for (Standings standings : all) {
                for (List<String> row : BoardSchema.csvRows(standings)) {
                    csv.writeRecord(row.stream().map(StandingsWriter::harmless).toList());
                }
            }
        }
        return text.toString();
    }

    /** Keeps a spreadsheet from taking a name for a formula. */
    private static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
