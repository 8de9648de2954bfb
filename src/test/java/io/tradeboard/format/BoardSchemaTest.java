package io.tradeboard.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.History;
import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** JSON, CSV and the help topic say the same. */
class BoardSchemaTest {
    private static final Instant AS_OF = Instant.parse("2026-11-22T14:32:00Z");
    private static final Standings.Row ROW = new Standings.Row(1, false, "ann", 5, OptionalLong.empty());
    private static final Standings EMPTY = new Standings(
            new BoardId("BTC", LocalDate.parse("2026-11-22")),
            "Bitcoin",
            LedgerView.none(2, ZoneId.of("UTC")),
            Standings.Reading.at(AS_OF),
            null,
            List.of(ROW));
    private static final BoardFacts FACTS = BoardFacts.of(EMPTY, AS_OF);

    @Test
    void aBoardHasTheFieldsThatAreDocumentedAndNoOthers() {
        assertThat(BoardSchema.fields(BoardDocument.class))
                .containsExactly(
                        "schema",
                        "symbol",
                        "name",
                        "day",
                        "zone",
                        "asOf",
                        "nextAt",
                        "ageMs",
                        "stale",
                        "final",
                        "state",
                        "reason",
                        "daemons",
                        "audit",
                        "totalVolume",
                        "traders",
                        "trades",
                        "shards",
                        "rows");
        assertThat(BoardSchema.fields(RowDocument.class))
                .containsExactly(
                        "rank",
                        "tied",
                        "traderId",
                        "name",
                        "volume",
                        "capped",
                        "share",
                        "gapToNext",
                        "movement",
                        "lastHour");
    }

    @Test
    void documentsAreWrittenWithTheseFields() throws IOException {
        Map<?, ?> board = (Map<?, ?>) Objects.requireNonNull(Json.parse(Documents.board(FACTS)));
        Map<?, ?> row = (Map<?, ?>) ((List<?>) Objects.requireNonNull(board.get("rows"))).get(0);
        Map<?, ?> rank = (Map<?, ?>) Objects.requireNonNull(Json.parse(Documents.rank(FACTS, ROW)));

        assertThat(names(board)).isEqualTo(BoardSchema.fields(BoardDocument.class));
        assertThat(names(row)).isEqualTo(BoardSchema.fields(RowDocument.class));
        assertThat(names(rank)).isEqualTo(BoardSchema.fields(RankDocument.class));
    }

    private static List<String> names(Map<?, ?> document) {
        return document.keySet().stream().map(String::valueOf).toList();
    }

    @Test
    void aPlaceHasTheSameHeadAsItsBoard() {
        List<String> board = BoardSchema.fields(BoardDocument.class).stream()
                .filter(name -> !name.equals("rows"))
                .toList();

        assertThat(BoardSchema.fields(RankDocument.class))
                .startsWith(board.toArray(String[]::new))
                .endsWith("traderId", "rank", "tied", "volume", "capped", "rows")
                .hasSize(board.size() + 6);
    }

    @Test
    void theHelpTopicNamesEachField() throws IOException {
        try (InputStream in = BoardSchemaTest.class.getResourceAsStream("/io/tradeboard/cli/formats.txt")) {
            String topic = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(topic).contains("{board}", "{row}", "{own}", "{csv}");
            String described = BoardSchema.describe(topic);
            assertThat(described)
                    .contains("as_of,day,symbol,rank,tied,trader_id,name,volume,share,gap_to_next")
                    .contains("name volume capped share gapToNext")
                    .doesNotContain("{board}", "{row}", "{own}", "{csv}");
        }
    }

    @Test
    void whatIsUnknownIsNullAndNeverLeftOut() {
        assertThat(Documents.board(FACTS))
                .contains(
                        "\"nextAt\":null",
                        "\"reason\":null",
                        "\"daemons\":null",
                        "\"audit\":null",
                        "\"gapToNext\":null,\"movement\":null,\"lastHour\":null");
    }

    @Test
    void whatFellWhileTheBoardHealedIsNotKnown() {
        Sample high = new Sample(
                AS_OF.minusSeconds(3_600), 1, List.of(new Standings.Row(2, false, "ann", 7, OptionalLong.empty())));
        BoardFacts facts =
                new BoardFacts(EMPTY, EMPTY.condition(), new History(List.of(high)), AS_OF, AS_OF.plusSeconds(60));

        assertThat(Documents.board(facts))
                .contains(
                        "\"nextAt\":\"2026-11-22T14:33:00Z\"",
                        "\"movement\":1,\"lastHour\":[\"0.00\",\"0.00\",",
                        "\"0.00\",null]}]}");
    }
}
