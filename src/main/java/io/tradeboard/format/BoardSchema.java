package io.tradeboard.format;

import io.tradeboard.read.Standings;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one definition of {@code tradeboard.board/1} and {@code tradeboard.rank/1}: which fields a board and a row have, in
 * which order, and which of them are the columns of CSV. JSON, CSV and the help topic are made from it.
 *
 * <p>Amounts are strings, so nothing is lost in a float; times are UTC; what is unknown is null and never left out.
 */
public final class BoardSchema {
    public static final String BOARD = "tradeboard.board/1";
    public static final String RANK = "tradeboard.rank/1";

    private static final int SHARE_DECIMALS = 4;
    private static final int HELP_COLUMNS = 80;
    private static final String HELP_INDENT = "          ";

    /** What a field of a board holds. */
    private interface HeadValue {
        @Nullable
        Object of(Standings standings, Instant now);
    }

    /** What a field of a row holds. */
    private interface RowValue {
        @Nullable
        Object of(Standings.Row row, Standings standings);
    }

    private record HeadField(String name, HeadValue value) {}

    private record RowField(String name, RowValue value) {}

    private static final List<HeadField> HEAD = List.of(
            new HeadField("symbol", (s, now) -> s.board().symbol()),
            new HeadField("name", (s, now) -> s.title()),
            new HeadField("day", (s, now) -> s.board().day().toString()),
            new HeadField("zone", (s, now) -> s.zone().getId()),
            new HeadField("asOf", (s, now) -> time(s.asOf())),
            new HeadField("ageMs", (s, now) -> s.age(now).toMillis()),
            new HeadField("stale", (s, now) -> s.stale()),
            new HeadField("final", (s, now) -> s.isFinal()),
            new HeadField("state", (s, now) -> s.state().name()),
            new HeadField("reason", (s, now) -> orNull(s.condition().reason())),
            new HeadField("daemons", (s, now) -> daemons(s)),
            new HeadField("audit", (s, now) -> audit(s.audit())),
            new HeadField("totalVolume", (s, now) -> new BigDecimal(s.totalVolume(), s.scale()).toPlainString()),
            new HeadField("traders", (s, now) -> s.traders()),
            new HeadField("trades", (s, now) -> s.trades()));

    private static final List<RowField> ROW = List.of(
            new RowField("rank", (row, s) -> row.rank()),
            new RowField("tied", (row, s) -> row.tied()),
            new RowField("traderId", (row, s) -> row.traderId()),
            new RowField("name", (row, s) -> row.name()),
            new RowField("volume", (row, s) -> Quantity.format(row.volume(), s.scale())),
            new RowField("capped", (row, s) -> row.isCapped()),
            new RowField("share", BoardSchema::share),
            new RowField(
                    "gapToNext",
                    (row, s) -> row.gapToNext().isPresent()
                            ? Quantity.format(row.gapToNext().getAsLong(), s.scale())
                            : null),
            new RowField("movement", (row, s) -> null),
            new RowField("lastHour", (row, s) -> null));

    /** What a rank document has of its trader beside the board's head. */
    private static final List<String> OWN = List.of("traderId", "rank", "tied", "volume", "capped");

    private static final List<String> CSV_HEAD = List.of("asOf", "day", "symbol");
    private static final List<String> CSV_ROW = List.of("rank", "tied", "traderId", "volume", "share", "gapToNext");

    private BoardSchema() {}

    /** A board as a document. */
    static Map<String, @Nullable Object> board(Standings standings, Instant now) {
        Map<String, @Nullable Object> document = head(BOARD, standings, now);
        document.put("rows", rows(standings));
        return document;
    }

    /** A trader's place as a document. */
    static Map<String, @Nullable Object> rank(Standings standings, Standings.Row own, Instant now) {
        Map<String, @Nullable Object> document = head(RANK, standings, now);
        Map<String, @Nullable Object> row = row(own, standings);
        OWN.forEach(name -> document.put(name, row.get(name)));
        document.put("rows", rows(standings));
        return document;
    }

    private static Map<String, @Nullable Object> head(String schema, Standings standings, Instant now) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schema", schema);
        HEAD.forEach(field -> document.put(field.name(), field.value().of(standings, now)));
        return document;
    }

    private static List<Object> rows(Standings standings) {
        List<Object> rows = new ArrayList<>(standings.rows().size());
        standings.rows().forEach(row -> rows.add(row(row, standings)));
        return rows;
    }

    private static Map<String, @Nullable Object> row(Standings.Row row, Standings standings) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        ROW.forEach(field -> document.put(field.name(), field.value().of(row, standings)));
        return document;
    }

    /** The daemons that were heard; null where nobody asked for them. */
    private static @Nullable List<Object> daemons(Standings standings) {
        if (!standings.reading().vitals().isKnown()) {
            return null;
        }
        List<Object> daemons = new ArrayList<>();
        for (Heartbeat beat : standings.daemons()) {
            Map<String, @Nullable Object> daemon = new LinkedHashMap<>();
            daemon.put("writer", beat.writer());
            daemon.put("state", beat.state().name());
            daemon.put("heartbeatAt", time(beat.at()));
            daemon.put("ageMs", beat.age().toMillis());
            daemon.put("tradesPerSecond", beat.rates().accepted());
            daemon.put("backlog", beat.backlog());
            daemon.put("flushDelayMs", beat.flushDelayMillis());
            daemons.add(daemon);
        }
        return daemons;
    }

    /** What the last audit found; null where there was none. */
    static @Nullable Map<String, @Nullable Object> audit(@Nullable Verdict verdict) {
        if (verdict == null) {
            return null;
        }
        Map<String, @Nullable Object> audit = new LinkedHashMap<>();
        audit.put("at", time(verdict.at()));
        audit.put("trades", verdict.trades());
        audit.put("differences", verdict.differences());
        audit.put("pending", verdict.pending());
        audit.put("behind", verdict.behind());
        audit.put("unverified", orNull(verdict.unverified()));
        return audit;
    }

    static List<String> csvHeader() {
        return Stream.concat(CSV_HEAD.stream(), CSV_ROW.stream())
                .map(BoardSchema::snakeCase)
                .toList();
    }

    /** The cells of each row, in the order of the header; an unknown one is empty. */
    static List<List<String>> csvRows(Standings standings) {
        Map<String, @Nullable Object> head = head(BOARD, standings, standings.asOf());
        List<List<String>> rows = new ArrayList<>();
        for (Standings.Row row : standings.rows()) {
            Map<String, @Nullable Object> cells = row(row, standings);
            List<String> line = new ArrayList<>();
            CSV_HEAD.forEach(name -> line.add(cell(head.get(name))));
            CSV_ROW.forEach(name -> line.add(cell(cells.get(name))));
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
        return text.replace("{board}", wrapped(HEAD.stream().map(HeadField::name)))
                .replace("{row}", wrapped(ROW.stream().map(RowField::name)))
                .replace("{own}", wrapped(OWN.stream()))
                .replace("{csv}", String.join(",", csvHeader()));
    }

    /** Names in lines that fit a help text, each of them indented. */
    private static String wrapped(Stream<String> names) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String name : (Iterable<String>) names::iterator) {
            boolean fits = column > 0 && column + 1 + name.length() <= HELP_COLUMNS;
            String before = fits ? " " : (column > 0 ? "\n" : "") + HELP_INDENT;
            text.append(before).append(name);
            column = fits ? column + 1 + name.length() : HELP_INDENT.length() + name.length();
        }
        return text.toString();
    }

    private static String share(Standings.Row row, Standings standings) {
        if (standings.totalVolume().signum() == 0) {
            return "0.0000";
        }
        return new BigDecimal(row.volume())
                .divide(new BigDecimal(standings.totalVolume()), SHARE_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
