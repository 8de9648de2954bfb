package io.tradeboard.format;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Marks;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import io.tradeboard.status.BoardReport;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Rates;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.status.StatusReport;
import io.tradeboard.status.StreamReport;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A small day of a board, from which the examples of the API document are made. */
final class SampleDocuments {
    static final Instant AS_OF = Instant.parse("2026-11-22T14:32:00.123Z");
    static final LocalDate DAY = LocalDate.parse("2026-11-22");

    private static final Instant AT_NEXT = AS_OF.plusSeconds(60);
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final BoardCondition LIVE = new BoardCondition(BoardState.LIVE, "");
    private static final Verdict EXACT = new Verdict(AS_OF.minusSeconds(120), 4_402_006, 0, 12, false, "");

    private SampleDocuments() {}

    private static Standings.Row row(int rank, String trader, long volume, OptionalLong gap) {
        return new Standings.Row(rank, false, trader, volume, gap);
    }

    /** One of each document, by its name among the examples. */
    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Board", Documents.board(board()));
        all.put("FinalBoard", Documents.board(yesterday()));
        all.put("Rank", Documents.rank(board(), board().standings().rows().get(1)));
        all.put("Search", Documents.search(found(), "MIRA"));
        all.put("Symbols", Documents.symbols(List.of(board(), empty()), AS_OF.plusMillis(20)));
        all.put("History", Documents.history(board()));
        all.put("Results", Documents.results(DAY.minusDays(1), List.of(DAY.minusDays(1)), List.of(yesterday())));
        all.put("Status", Documents.publicStatus(status()));
        all.put("Version", Documents.version("1.0.0", "65a9630"));
        all.put("LegacyBoard", Documents.legacyBoard(board().standings()));
        all.put("LegacySymbols", Documents.legacySymbols(List.of("BTC", "ETH")));
        all.put("LegacyVersion", Documents.legacyVersion("1.0.0"));
        return all;
    }

    /** A board that moves, with its history. */
    static BoardFacts board() {
        List<Standings.Row> rows = List.of(
                row(1, "atlas-fund", 951_220_040, OptionalLong.empty()),
                row(2, "mira.k", 390_455_190, OptionalLong.of(560_764_850)),
                row(3, "moving-whale", 389_011_502, OptionalLong.of(1_443_688)));
        Vitals vitals = new Vitals(List.of(heartbeat()), "", "", AS_OF, null);
        Standings standings = new Standings(
                new BoardId("BTC", DAY),
                "Bitcoin",
                new LedgerView(2, UTC, 1_204, 4_402_118, BigInteger.valueOf(4_427_951_120L), AS_OF, Marks.NONE, ""),
                new Standings.Reading(AS_OF, false, false, vitals, 0),
                EXACT,
                rows);
        return new BoardFacts(standings, LIVE, history(), AS_OF, AT_NEXT);
    }

    private static History history() {
        return new History(List.of(
                sample("2026-11-22T00:01:00Z", 2, row(1, "atlas-fund", 1_000, OptionalLong.empty())),
                sample(
                        "2026-11-22T13:32:00Z",
                        1_180,
                        row(1, "atlas-fund", 940_000_000, OptionalLong.empty()),
                        row(2, "moving-whale", 388_011_502, OptionalLong.of(551_988_498)),
                        row(3, "mira.k", 385_000_000, OptionalLong.of(3_011_502))),
                sample(
                        "2026-11-22T13:50:00Z",
                        1_191,
                        row(1, "atlas-fund", 944_310_000, OptionalLong.empty()),
                        row(2, "moving-whale", 388_011_502, OptionalLong.of(556_298_498)),
                        row(3, "mira.k", 387_260_025, OptionalLong.of(751_477))),
                sample(
                        "2026-11-22T14:12:00Z",
                        1_197,
                        row(1, "atlas-fund", 948_020_500, OptionalLong.empty()),
                        row(2, "moving-whale", 389_011_502, OptionalLong.of(559_008_998)),
                        row(3, "mira.k", 388_900_000, OptionalLong.of(111_502))),
                sample(
                        "2026-11-22T14:31:00Z",
                        1_203,
                        row(1, "atlas-fund", 951_000_000, OptionalLong.empty()),
                        row(2, "mira.k", 390_364_815, OptionalLong.of(560_635_185)),
                        row(3, "moving-whale", 389_011_502, OptionalLong.of(1_353_313)))));
    }

    private static Sample sample(String at, long traders, Standings.Row... rows) {
        return new Sample(Instant.parse(at), traders, List.of(rows));
    }

    /** What a search found on it. */
    static BoardFacts found() {
        BoardFacts board = board();
        Standings standings = board.standings();
        return new BoardFacts(standings.with(List.of(standings.rows().get(1))), LIVE, board.history(), AS_OF, AT_NEXT);
    }

    /** A board on which nobody has traded. */
    static BoardFacts empty() {
        Standings standings = new Standings(
                new BoardId("ETH", DAY),
                "Ethereum",
                LedgerView.none(8, UTC),
                Standings.Reading.at(AS_OF),
                null,
                List.of());
        return new BoardFacts(standings, new BoardCondition(BoardState.EMPTY, ""), History.NONE, AS_OF, AT_NEXT);
    }

    /** A board that is final, as it was kept. */
    static BoardFacts yesterday() {
        Standings standings = new Standings(
                new BoardId("BTC", DAY.minusDays(1)),
                "Bitcoin",
                new LedgerView(2, UTC, 2, 918, BigInteger.valueOf(5_000_100), AS_OF, Marks.NONE, ""),
                Standings.Reading.at(AS_OF),
                new Verdict(AS_OF.minusSeconds(60), 918, 0, 0, false, ""),
                List.of(
                        row(1, "atlas-fund", 4_000_100, OptionalLong.empty()),
                        row(2, "東京トレーダー", 1_000_000, OptionalLong.of(3_000_100))));
        return BoardFacts.of(standings, AS_OF);
    }

    /** A status with everything that is public and not. */
    static StatusReport status() {
        return new StatusReport(
                new StatusReport.Server(
                        "10.0.0.7:6379", new RedisHealth("7.2.4", Duration.ofDays(3), null, null, List.of()), 0.21),
                List.of(heartbeat()),
                new StreamReport(OptionalLong.of(0), List.of()),
                new StatusReport.Today(
                        AS_OF,
                        DAY,
                        List.of(new BoardReport(
                                new BoardId("BTC", DAY),
                                new BoardReport.Counts(1_204, 4_402_118, 0),
                                AS_OF.minusMillis(253),
                                EXACT,
                                List.of("6f1c2a90b7d34e18"),
                                ""))),
                List.of());
    }

    private static Heartbeat heartbeat() {
        Meters.Snapshot meters = new Meters.Snapshot(
                Map.of(
                        Counter.ACCEPTED, 4_402_118L,
                        Counter.REJECTED, 3L,
                        Counter.DUPLICATES, 17L,
                        Counter.APPLIED, 4_402_106L,
                        Counter.FLUSHES, 22_640L),
                Map.of(
                        Gauge.BACKLOG, 0L,
                        Gauge.UNAPPLIED_BYTES, 1_312L,
                        Gauge.LOG_BYTES, 482_344_960L,
                        Gauge.BUFFERED_TRADES, 12L,
                        Gauge.FLUSH_DELAY_MILLIS, 480L,
                        Gauge.CLOCK_DIFFERENCE_MILLIS, -2L),
                Map.of(
                        Distribution.SYNC, new Quantiles(60, 4_310, 19_460, 22_020),
                        Distribution.FLUSH_TRADES, new Quantiles(60, 1_251, 1_402, 1_410)));
        return new Heartbeat(
                new DaemonId(
                        "6f1c2a90b7d34e18",
                        "/var/lib/tradeboard/log",
                        "ingest-1",
                        4_121,
                        Instant.parse("2026-11-22T08:14:03.250Z")),
                new Condition(DaemonState.RUNNING, "", List.of()),
                meters,
                new Rates(1_250.5, 1_248),
                AS_OF.minusMillis(223),
                Duration.ofMillis(223));
    }
}
