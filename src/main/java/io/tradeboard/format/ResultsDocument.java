package io.tradeboard.format;

import io.avaje.jsonb.Json;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The final boards of a day: {@code tradeboard.results/1}. */
@Json
@Doc("The final boards of a day.")
record ResultsDocument(
        @Doc(value = "The schema of this document.", constant = ResultsDocument.SCHEMA)
        String schema,

        @Doc(value = "The day; null where no day has a result yet.", format = Doc.DATE, example = "2026-11-21")
        @Nullable
        String day,

        @Doc(value = "The days that have results, the latest first.", example = "[\"2026-11-21\",\"2026-11-20\"]")
        List<String> days,

        @Doc("The final boards of the day, by symbol.") List<BoardDocument> boards) {
    static final String SCHEMA = "tradeboard.results/1";

    static ResultsDocument of(@Nullable LocalDate day, List<LocalDate> days, List<BoardFacts> boards) {
        return new ResultsDocument(
                SCHEMA,
                day == null ? null : day.toString(),
                days.stream().map(LocalDate::toString).toList(),
                boards.stream().map(BoardDocument::of).toList());
    }
}
