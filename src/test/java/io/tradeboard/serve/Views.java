package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Marks;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Boards as they are served, at 14:32:00 UTC. */
final class Views {
    static final Instant NOW = Instant.parse("2026-11-22T14:32:00Z");
    static final ZoneId UTC = ZoneId.of("UTC");

    private Views() {}

    static Site site(String publicUrl) {
        Symbols symbols = Symbols.parse("BTC:8:Bitcoin,ETH:2:Ethereum", 8, false);
        return new Site(
                publicUrl, () -> symbols, UTC, Duration.ofSeconds(60), 10, new ServeConfig.Build("1.2.3", "abcdef0"));
    }

    /** A board of today that is counted and audited. */
    static BoardFacts live(String symbol, String... traders) {
        return view(symbol, BoardState.LIVE, "", History.NONE, traders);
    }

    static BoardFacts view(String symbol, BoardState state, String reason, History history, String... traders) {
        return new BoardFacts(
                standings(symbol, NOW, traders), new BoardCondition(state, reason), history, NOW, NOW.plusSeconds(60));
    }

    /** A board with two decimals; each trader as {@code name=units}, highest first. */
    static Standings standings(String symbol, Instant asOf, String... traders) {
        List<Standings.Row> rows = rows(traders);
        BigInteger total =
                rows.stream().map(row -> BigInteger.valueOf(row.volume())).reduce(BigInteger.ZERO, BigInteger::add);
        LedgerView ledger = rows.isEmpty()
                ? LedgerView.none(2, UTC)
                : new LedgerView(2, UTC, Math.max(rows.size(), 1_204), 4_402_118, total, asOf, Marks.NONE, "");
        return new Standings(
                new BoardId(symbol, LocalDate.ofInstant(asOf, UTC)),
                symbol.equals("BTC") ? "Bitcoin" : symbol.equals("ETH") ? "Ethereum" : symbol,
                ledger,
                Standings.Reading.at(asOf),
                new Verdict(asOf.minusSeconds(120), 4_402_118, 0, 0, false, ""),
                rows);
    }

    /** A board of which all traders are known, so many minutes ago. */
    static Sample sample(long minutesAgo, String... traders) {
        return new Sample(NOW.minus(Duration.ofMinutes(minutesAgo)), traders.length, rows(traders));
    }

    private static List<Standings.Row> rows(String... traders) {
        long[] volumes = Stream.of(traders)
                .mapToLong(trader -> Long.parseLong(trader.substring(trader.lastIndexOf('=') + 1)))
                .toArray();
        List<Standings.Row> rows = new ArrayList<>();
        for (int i = 0; i < traders.length; i++) {
            long volume = volumes[i];
            long[] higher =
                    LongStream.of(volumes).filter(other -> other > volume).toArray();
            boolean tied =
                    LongStream.of(volumes).filter(other -> other == volume).count() > 1;
            OptionalLong gap =
                    LongStream.of(higher).map(other -> other - volume).min();
            String trader = traders[i].substring(0, traders[i].lastIndexOf('='));
            rows.add(new Standings.Row(higher.length + 1, tied, trader, volume, gap));
        }
        return rows;
    }
}
