package io.tradeboard.format;

import io.avaje.jsonb.Jsonb;
import io.avaje.jsonb.Types;
import io.tradeboard.read.Standings;
import io.tradeboard.status.StatusReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON documents that commands print and the API serves, each on one line without its end.
 *
 * <p>Amounts are strings, so nothing is lost in a float; times are UTC; what is unknown is null and never left out. Within
 * a schema, the number behind the slash, fields are only added.
 */
public final class Documents {
    private static final Jsonb JSON = Jsonb.builder().serializeNulls(true).build();

    private Documents() {}

    /** A board with the rows that it has: {@code tradeboard.board/1}. */
    public static String board(BoardFacts facts) {
        return JSON.type(BoardDocument.class).toJson(BoardDocument.of(facts));
    }

    /** Boards as an array. */
    public static String boards(List<BoardFacts> boards) {
        return JSON.type(BoardDocument.class)
                .list()
                .toJson(boards.stream().map(BoardDocument::of).toList());
    }

    /**
     * A trader's place: {@code tradeboard.rank/1}.
     *
     * @param own the trader's row, one of those of the facts
     */
    public static String rank(BoardFacts facts, Standings.Row own) {
        return JSON.type(RankDocument.class).toJson(RankDocument.of(facts, own));
    }

    /**
     * What a search found: {@code tradeboard.search/1}.
     *
     * @param facts a board whose rows are those that were found
     */
    public static String search(BoardFacts facts, String query) {
        return JSON.type(SearchDocument.class).toJson(SearchDocument.of(facts, query));
    }

    /** Boards without their rows, in their order: {@code tradeboard.symbols/1}. */
    public static String symbols(List<BoardFacts> boards, Instant now) {
        return JSON.type(SymbolsDocument.class).toJson(SymbolsDocument.of(boards, now));
    }

    /** The samples of a board: {@code tradeboard.history/1}. */
    public static String history(BoardFacts facts) {
        return JSON.type(HistoryDocument.class).toJson(HistoryDocument.of(facts));
    }

    /**
     * The final boards of a day: {@code tradeboard.results/1}.
     *
     * @param day null where no day has any
     * @param days those that have results, the latest first
     */
    public static String results(@Nullable LocalDate day, List<LocalDate> days, List<BoardFacts> boards) {
        return JSON.type(ResultsDocument.class).toJson(ResultsDocument.of(day, days, boards));
    }

    /** How everything is, for an operator: {@code tradeboard.status/1}. */
    public static String status(StatusReport report) {
        return JSON.type(StatusDocument.class).toJson(StatusDocument.of(report));
    }

    /** The same for everybody: without addresses, hosts, paths and processes, which are null. */
    public static String publicStatus(StatusReport report) {
        return JSON.type(StatusDocument.class).toJson(StatusDocument.of(report).forThePublic());
    }

    /** What is in the log, and whether it is corrupt: {@code tradeboard.log/1}. */
    public static String log(List<SegmentFindings> segments) {
        return JSON.type(LogDocument.class).toJson(LogDocument.of(segments));
    }

    /** Which build this is: {@code tradeboard.version/1}. */
    public static String version(String version, String commit) {
        return JSON.type(VersionDocument.class).toJson(VersionDocument.of(version, commit));
    }

    /**
     * Why a request failed: RFC 9457.
     *
     * @param type a URI reference
     * @param instance the path of the request, encoded as it came
     */
    public static String problem(String type, String title, int status, String detail, String instance) {
        return JSON.type(ProblemDocument.class).toJson(new ProblemDocument(type, title, status, detail, instance));
    }

    /**
     * Why a command failed.
     *
     * @param code the exit code
     * @param hint what to do next, or null
     */
    public static String error(int code, String message, @Nullable String hint) {
        return JSON.type(ErrorDocument.class).toJson(new ErrorDocument(new ErrorDocument.Body(code, message, hint)));
    }

    /** A board as the first API had it. */
    public static String legacyBoard(Standings standings) {
        return JSON.type(LegacyDocument.Row.class)
                .list()
                .toJson(standings.rows().stream()
                        .map(row -> LegacyDocument.Row.of(row, standings.scale()))
                        .toList());
    }

    /** Symbols as the first API had them. */
    public static String legacySymbols(List<String> symbols) {
        return JSON.<List<String>>type(Types.listOf(String.class)).toJson(symbols);
    }

    /** The version as the first API had it. */
    public static String legacyVersion(String version) {
        return JSON.type(LegacyDocument.Version.class).toJson(new LegacyDocument.Version(version));
    }

    /**
     * A JSON text as maps, lists, strings, numbers and booleans.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public static @Nullable Object parse(String json) {
        try {
            return Json.parse(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    /** Such a value in lines, for a person. */
    public static String pretty(@Nullable Object value) {
        try {
            return Json.pretty(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be written", e);
        }
    }
}
