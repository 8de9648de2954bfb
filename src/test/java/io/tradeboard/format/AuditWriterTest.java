package io.tradeboard.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.audit.AuditReport;
import io.tradeboard.audit.BoardAudit;
import io.tradeboard.audit.Difference;
import io.tradeboard.audit.Difference.Of;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins the shapes that scripts and people read. */
class AuditWriterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Difference ZED =
            new Difference("BTC", Of.TRADER, "zed\u202e", new BigDecimal("2.50"), new BigDecimal("2.51"));
    private static final Difference TRADES =
            new Difference("BTC", Of.TRADES, null, new BigDecimal("7"), new BigDecimal("8"));
    private static final BoardAudit DIFFERS =
            new BoardAudit(new BoardId("BTC", DAY), 4_402_118, 1_204, 12, 2, List.of(ZED, TRADES), "");
    private static final BoardAudit EXACT = new BoardAudit(new BoardId("ETH", DAY), 9, 3, 0, 0, List.of(), "");
    private static final BoardAudit UNPROVEN =
            new BoardAudit(new BoardId("SOL", DAY), 5, 2, 0, 0, List.of(), "its log is gone");

    @Test
    void tableSaysEachBoardInALineAndWhatIsWrongBelow() throws IOException {
        assertThat(print(AuditWriter.Format.table, DIFFERS, EXACT, UNPROVEN)).isEqualTo("""
                BTC          DIFFERS   4,402,118 trades  1,204 traders  12 pending  2 differ
                  trader zed\\u202e: board 2.50, log 2.51
                  count of trades: board 7, log 8
                ETH          EXACT     9 trades  3 traders
                SOL          UNPROVEN  5 trades  2 traders
                  unproven: its log is gone
                2026-11-22 DIFFERS: 3 boards, 4,402,132 trades, 2 differences
                """);
        assertThat(print(AuditWriter.Format.table, EXACT, UNPROVEN)).contains("2026-11-22 UNPROVEN: 2 boards");
        assertThat(print(AuditWriter.Format.table, EXACT)).contains("2026-11-22 EXACT: 1 boards");
    }

    @Test
    void tableSaysWhatTheBoardIsComparedWith() throws IOException {
        assertThat(print(AuditWriter.Format.table, "input", DIFFERS))
                .contains(": board 2.50, input 2.51", ": board 7, input 8")
                .doesNotContain("log");
    }

    @Test
    void tableShowsTwentyDifferencesAndCountsTheOthers() throws IOException {
        BoardAudit many = new BoardAudit(new BoardId("BTC", DAY), 1, 1, 0, 1_500, Collections.nCopies(1_500, ZED), "");

        assertThat(print(AuditWriter.Format.table, many).lines())
                .hasSize(23)
                .contains("  and 1,480 more; -o json has them all");
    }

    @Test
    void jsonHasThemAll() throws IOException {
        assertThat(print(AuditWriter.Format.json, DIFFERS, UNPROVEN))
                .isEqualTo("{\"schema\":\"tradeboard.audit/1\",\"day\":\"2026-11-22\","
                        + "\"at\":\"2026-11-22T14:32:00.123Z\",\"boards\":["
                        + "{\"symbol\":\"BTC\",\"trades\":4402118,\"traders\":1204,\"differences\":2,"
                        + "\"unproven\":null,\"pending\":12},"
                        + "{\"symbol\":\"SOL\",\"trades\":5,\"traders\":2,\"differences\":0,"
                        + "\"unproven\":\"its log is gone\",\"pending\":0}],"
                        + "\"differences\":["
                        + "{\"symbol\":\"BTC\",\"of\":\"trader\",\"traderId\":\"zed\\u202e\",\"board\":\"2.50\","
                        + "\"log\":\"2.51\"},"
                        + "{\"symbol\":\"BTC\",\"of\":\"trades\",\"traderId\":null,\"board\":\"7\",\"log\":\"8\"}]}\n");
    }

    private static String print(AuditWriter.Format format, BoardAudit... boards) throws IOException {
        return print(format, "log", boards);
    }

    private static String print(AuditWriter.Format format, String counted, BoardAudit... boards) throws IOException {
        StringBuilder out = new StringBuilder();
        Instant at = Instant.parse("2026-11-22T14:32:00.123456Z");
        new AuditWriter(lines -> out.append(Printable.cleanLines(lines)), format, counted)
                .write(new AuditReport(DAY, at, List.of(boards)));
        return out.toString();
    }
}
