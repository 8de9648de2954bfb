package io.tradeboard.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.audit.AuditReport;
import io.tradeboard.audit.BoardAudit;
import io.tradeboard.audit.BoardAudit.Counts;
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
    private static final BoardAudit DIFFERS = new BoardAudit(
            new BoardId("BTC", DAY), new Counts(4_402_118, 1_204, 12, 2), List.of(ZED, TRADES), List.of(), "", "");
    private static final BoardAudit EXACT =
            new BoardAudit(new BoardId("ETH", DAY), new Counts(9, 3, 0, 0), List.of(), List.of("whale"), "", "");
    private static final BoardAudit UNVERIFIED = new BoardAudit(
            new BoardId("SOL", DAY), new Counts(5, 2, 0, 0), List.of(), List.of(), "", "its log is gone");
    private static final BoardAudit BEHIND =
            new BoardAudit(new BoardId("ARB", DAY), new Counts(1, 1, 7, 0), List.of(), List.of(), "7 records wait", "");

    @Test
    void tableHasALineForEachBoardAndWhatIsWrongBelow() throws IOException {
        assertThat(print(AuditWriter.Format.table, BEHIND, DIFFERS, EXACT, UNVERIFIED))
                .isEqualTo("""
                ARB          BEHIND      1 trade  1 trader  7 pending
                  behind: 7 records wait
                BTC          DIFFERS     4,402,118 trades  1,204 traders  12 pending  2 differences
                  trader zed\\u202e: board 2.50, log 2.51
                  count of trades: board 7, log 8
                ETH          EXACT       9 trades  3 traders
                  trader whale: capped, at the largest volume that a board can hold
                SOL          UNVERIFIED  5 trades  2 traders
                  unverified: its log is gone
                2026-11-22 DIFFERS: 4 boards, 4,402,133 trades, 19 pending, 2 differences
                """);
        assertThat(print(AuditWriter.Format.table, EXACT, UNVERIFIED, BEHIND))
                .contains("2026-11-22 UNVERIFIED: 3 boards");
        assertThat(print(AuditWriter.Format.table, EXACT, BEHIND)).contains("2026-11-22 BEHIND: 2 boards");
        assertThat(print(AuditWriter.Format.table, EXACT))
                .contains("2026-11-22 EXACT: 1 board, 9 trades, 0 differences");
    }

    @Test
    void anAuditOfNothingSaysSo() throws IOException {
        assertThat(print(AuditWriter.Format.table))
                .isEqualTo("2026-11-22: nothing to compare: no board in Redis, and no trade of that day in the log\n");
        assertThat(print(AuditWriter.Format.table, "input")).endsWith(" no trade of that day in the input\n");
    }

    @Test
    void tableNamesWhatTheBoardIsComparedWith() throws IOException {
        assertThat(print(AuditWriter.Format.table, "input", DIFFERS))
                .contains(": board 2.50, input 2.51", ": board 7, input 8")
                .doesNotContain("log");
    }

    @Test
    void tableShowsTwentyDifferencesAndCountsTheOthers() throws IOException {
        BoardAudit many = new BoardAudit(
                new BoardId("BTC", DAY),
                new Counts(1, 1, 0, 1_500),
                Collections.nCopies(1_500, ZED),
                Collections.nCopies(30, "whale"),
                "",
                "");

        assertThat(print(AuditWriter.Format.table, many).lines())
                .hasSize(44)
                .contains("  and 1,480 more; -o json has them all", "  and 10 more are capped; -o json has them all");
    }

    @Test
    void jsonHasThemAll() throws IOException {
        assertThat(print(AuditWriter.Format.json, BEHIND, DIFFERS, EXACT, UNVERIFIED))
                .isEqualTo("{\"schema\":\"tradeboard.audit/1\",\"day\":\"2026-11-22\","
                        + "\"at\":\"2026-11-22T14:32:00.123Z\",\"source\":\"log\",\"state\":\"DIFFERS\",\"boards\":["
                        + "{\"symbol\":\"ARB\",\"state\":\"BEHIND\",\"trades\":1,\"traders\":1,\"differences\":0,"
                        + "\"pending\":7,\"behind\":true,\"behindReason\":\"7 records wait\",\"unverified\":null,"
                        + "\"capped\":[]},"
                        + "{\"symbol\":\"BTC\",\"state\":\"DIFFERS\",\"trades\":4402118,\"traders\":1204,"
                        + "\"differences\":2,\"pending\":12,\"behind\":false,\"behindReason\":null,"
                        + "\"unverified\":null,\"capped\":[]},"
                        + "{\"symbol\":\"ETH\",\"state\":\"EXACT\",\"trades\":9,\"traders\":3,\"differences\":0,"
                        + "\"pending\":0,\"behind\":false,\"behindReason\":null,\"unverified\":null,"
                        + "\"capped\":[\"whale\"]},"
                        + "{\"symbol\":\"SOL\",\"state\":\"UNVERIFIED\",\"trades\":5,\"traders\":2,\"differences\":0,"
                        + "\"pending\":0,\"behind\":false,\"behindReason\":null,\"unverified\":\"its log is gone\","
                        + "\"capped\":[]}],"
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
