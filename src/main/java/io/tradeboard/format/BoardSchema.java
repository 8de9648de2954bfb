package io.tradeboard.format;

import io.tradeboard.read.Standings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a board and of its rows, as the help topic and CSV name them: those of {@link BoardDocument},
 * {@link RowDocument} and {@link RankDocument}.
 */
public final class BoardSchema {
    /** A column of CSV that is the same in all rows of a board. */
    private record HeadColumn(String name, Function<BoardDocument, @Nullable Object> value) {}

    /** A column of CSV with a value of the row. */
    private record RowColumn(String name, Function<RowDocument, @Nullable Object> value) {}

    private static final List<HeadColumn> CSV_HEAD = List.of(
            new HeadColumn("asOf", BoardDocument::asOf),
            new HeadColumn("day", BoardDocument::day),
            new HeadColumn("symbol", BoardDocument::symbol));

    private static final List<RowColumn> CSV_ROW = List.of(
            new RowColumn("rank", RowDocument::rank),
            new RowColumn("tied", RowDocument::tied),
            new RowColumn("traderId", RowDocument::traderId),
            new RowColumn("name", RowDocument::name),
            new RowColumn("volume", RowDocument::volume),
            new RowColumn("share", RowDocument::share),
            new RowColumn("gapToNext", RowDocument::gapToNext));

    private BoardSchema() {}

    static List<String> csvHeader() {
        return Stream.concat(
                        CSV_HEAD.stream().map(HeadColumn::name),
                        CSV_ROW.stream().map(RowColumn::name))
                .map(BoardSchema::snakeCase)
                .toList();
    }

    /** The cells of each row, in the order of the header; an unknown one is empty. */
    static List<List<String>> csvRows(Standings standings) {
        BoardDocument board = BoardDocument.of(BoardFacts.of(standings, standings.asOf()));
        List<List<String>> rows = new ArrayList<>();
        for (RowDocument row : board.rows()) {
            List<String> line = new ArrayList<>();
            CSV_HEAD.forEach(column -> line.add(cell(column.value().apply(board))));
            CSV_ROW.forEach(column -> line.add(cell(column.value().apply(row))));
            rows.add(line);
        }
        return rows;
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Fills the names of the fields into a help text: {@code {board}}, {@code {row}}, {@code {own}} and {@code {csv}}. */
    public static String describe(String text) {
        List<String> head = fields(BoardDocument.class).stream()
                .filter(name -> !name.equals("schema") && !name.equals("rows"))
                .toList();
        List<String> own = fields(RankDocument.class).stream()
                .filter(name -> !fields(BoardDocument.class).contains(name))
                .toList();
        return text.replace("{board}", String.join(" ", head))
                .replace("{row}", String.join(" ", fields(RowDocument.class)))
                .replace("{own}", String.join(" ", own))
                .replace("{csv}", String.join(",", csvHeader()));
    }

    /** The names of a document's fields, in their order. */
    static List<String> fields(Class<? extends Record> document) {
        return Arrays.stream(document.getRecordComponents())
                .map(BoardSchema::field)
                .toList();
    }

    /** The name of a field: that of its component, but for {@code isFinal}, as {@code final} is a word of Java. */
    static String field(RecordComponent component) {
        return component.getName().equals("isFinal") ? "final" : component.getName();
    }
}
