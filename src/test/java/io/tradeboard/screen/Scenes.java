package io.tradeboard.screen;

import io.tradeboard.read.History;
import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Marks;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Rates;
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
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Boards, daemons and screens for tests, at 14:32:00 UTC. */
final class Scenes {
    static final Instant NOON = Instant.parse("2026-11-22T14:32:00Z");
    static final ZoneId UTC = ZoneId.of("UTC");
    static final Symbols SYMBOLS = Symbols.parse("BTC:8:Bitcoin,ETH:2:Ethereum", 8, false);

    static final Marks OPEN = new Marks(Map.of("0123456789abcdef", "500"), Set.of());
    static final Marks CLOSED = new Marks(Map.of("0123456789abcdef", "500"), Set.of("0123456789abcdef"));

    private Scenes() {}

    /** The same on a screen that shows as many rows as fit. */
    static WatchConfig fitting(WatchConfig c) {
        return new WatchConfig(
                c.symbols(),
                c.symbol(),
                null,
                c.refresh(),
                c.cacheLife(),
                c.zone(),
                c.localZone(),
                null,
                c.ascii(),
                c.theme(),
                false,
                Duration.ZERO,
                c.address());
    }

    static WatchConfig config() {
        return config(true, new Theme(Theme.Kind.NEUTRAL, Theme.Colors.NONE), null);
    }

    static WatchConfig utf8() {
        return config(false, new Theme(Theme.Kind.DARK, Theme.Colors.EIGHT), null);
    }

    static WatchConfig config(boolean ascii, Theme theme, @Nullable String follow) {
        return new WatchConfig(
                SYMBOLS,
                "BTC",
                10,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                UTC,
                ZoneId.of("Asia/Tokyo"),
                follow,
                ascii,
                theme,
                false,
                Duration.ZERO,
                "127.0.0.1:6379");
    }

    static Model start() {
        return Model.start(config(), NOON, 80, 24);
    }

    /** A board with two decimals; each trader as {@code name=units}, highest first. */
    static Standings board(Instant asOf, String... traders) {
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
        long total = LongStream.of(volumes).sum();
        LedgerView ledger = new LedgerView(2, UTC, 1_204, 4_402_118, BigInteger.valueOf(total * 2), asOf, OPEN, "");
        return new Standings(
                new BoardId("BTC", LocalDate.parse("2026-11-22")),
                "Bitcoin",
                traders.length == 0 ? LedgerView.none(2, UTC) : ledger,
                Standings.Reading.at(asOf),
                new Verdict(NOON.minusSeconds(120), 4_402_118, 0, 0, false, ""),
                rows);
    }

    static Standings stale(Standings s) {
        return read(s, new Standings.Reading(s.asOf(), true, false, Vitals.UNKNOWN, 0));
    }

    /** The same board after Redis lost data of it. */
    static Standings fallen(Standings s) {
        return read(s, new Standings.Reading(s.asOf(), false, true, Vitals.UNKNOWN, 0));
    }

    private static Standings read(Standings s, Standings.Reading reading) {
        return new Standings(s.board(), s.title(), s.ledger(), reading, s.audit(), s.rows());
    }

    static Standings audited(Standings s, @Nullable Verdict audit) {
        return new Standings(s.board(), s.title(), s.ledger(), s.reading(), audit, s.rows());
    }

    /** The same board a day earlier. */
    static Standings yesterday(Standings s) {
        BoardId board = new BoardId(s.board().symbol(), s.board().day().minusDays(1));
        return new Standings(board, s.title(), s.ledger(), s.reading(), s.audit(), s.rows());
    }

    /** The same board with marks of its writers. */
    static Standings marked(Standings s, Marks marks) {
        LedgerView l = s.ledger();
        LedgerView marked = new LedgerView(
                l.scale(), l.zone(), l.traders(), l.trades(), l.volume(), l.lastTradeAt(), marks, l.fault());
        return new Standings(s.board(), s.title(), marked, s.reading(), s.audit(), s.rows());
    }

    static Standings.Row match(String trader, int rank) {
        return new Standings.Row(rank, false, trader, 42, OptionalLong.of(7));
    }

    static Heartbeat daemon(String state, Duration age) {
        return daemon("0123456789abcdef", state, age);
    }

    static Heartbeat daemon(String writer, String state, Duration age) {
        return new Heartbeat(
                new DaemonId(writer, "a log", "here", 7, NOON.minusSeconds(3_600)),
                new Condition(DaemonState.valueOf(state), "", List.of()),
                new Meters.Snapshot(
                        Map.of(),
                        Map.of(Gauge.FLUSH_DELAY_MILLIS, 400L, Gauge.BACKLOG, 12L, Gauge.LOG_BYTES, 1L),
                        Map.of(Distribution.ARRIVAL_TO_BOARD, new Quantiles(12_000, 512_000, 1_004_000, 1_090_000))),
                new Rates(200, 200),
                NOON.minus(age),
                age);
    }

    static Model after(Model model, Event... events) {
        Model next = model;
        for (Event event : events) {
            next = Update.apply(next, event);
        }
        return next;
    }

    /** The answer to the question that is open. */
    static Event loaded(Model model, Standings board) {
        return new Event.Loaded(model.fetching().version(), board, History.NONE, null);
    }

    static Event heard(@Nullable Heartbeat heartbeat) {
        return heard(heartbeat, NOON);
    }

    /** What Redis replied when it was that time there. */
    static Event heard(@Nullable Heartbeat heartbeat, Instant time) {
        return heard(heartbeat == null ? List.of() : List.of(heartbeat), "", time);
    }

    static Event heard(List<Heartbeat> heartbeats, String refusesWrites, Instant time) {
        return new Event.Heard(new Vitals(heartbeats, refusesWrites, "", time, null), Duration.ofNanos(300_000));
    }

    /** The same board of another symbol. */
    static Standings named(Standings s, String symbol) {
        BoardId board = new BoardId(symbol, s.board().day());
        return new Standings(board, symbol, s.ledger(), s.reading(), s.audit(), s.rows());
    }

    /** The same board with traders shown as another directory says. */
    static Standings directed(Standings s, int directory) {
        return read(s, new Standings.Reading(s.asOf(), false, false, Vitals.UNKNOWN, directory));
    }

    /** The same screen with five symbols. */
    static WatchConfig five(WatchConfig c, boolean wall, Duration turn) {
        return new WatchConfig(
                Symbols.parse("BTC:2:Bitcoin,ETH:2:Ethereum,SOL:2:Solana,USDC:2:USD Coin,ARB:2:Arbitrum", 2, false),
                "BTC",
                c.depth(),
                c.refresh(),
                c.cacheLife(),
                c.zone(),
                c.localZone(),
                c.follow(),
                c.ascii(),
                c.theme(),
                wall,
                turn,
                c.address());
    }

    /** The model once every board that is being read has come, each as the function has it for its symbol. */
    static Model answered(Model model, Function<String, Standings> boards) {
        Model next = model;
        for (Map.Entry<Watch.Key, Watch> each : model.watches().entrySet()) {
            Watch.Fetching fetching = each.getValue().fetching();
            if (fetching.underWay()) {
                String symbol = each.getKey().symbol();
                Standings board = named(boards.apply(symbol), symbol);
                next = Update.apply(next, new Event.Loaded(fetching.version(), board, History.NONE, null));
            }
        }
        return next;
    }

    /** The model after keys, each a character. */
    static Model typed(Model model, String characters) {
        Model next = model;
        for (int i = 0; i < characters.length(); i++) {
            next = Update.apply(next, new Event.Typed(characters.charAt(i)));
        }
        return next;
    }

    static Model pressed(Model model, Event.Key... keys) {
        Model next = model;
        for (Event.Key key : keys) {
            next = Update.apply(next, new Event.Pressed(key));
        }
        return next;
    }

    /** The model later, with a board that came then. */
    static Model refreshed(Model model, Standings board) {
        Model later = Update.apply(model, new Event.Tick(board.asOf()));
        return Update.apply(later, loaded(later, board));
    }

    /** A board of many traders, {@code t1} the best. */
    static Standings crowd(Instant asOf, int traders) {
        return board(
                asOf,
                IntStream.rangeClosed(1, traders)
                        .mapToObj(i -> "t" + i + "=" + (traders + 1 - i) * 1_000)
                        .toArray(String[]::new));
    }

    /** A sample of a board of which all traders are known. */
    static Sample sample(Instant at, String... traders) {
        Standings then = board(at, traders);
        return new Sample(at, traders.length, then.rows());
    }

    /** A screen that was just started and then got its first board. */
    static Model shown(WatchConfig config, Standings board) {
        Model start = Update.apply(Model.start(config, NOON, 80, 24), new Event.Tick(NOON));
        return Update.apply(start, loaded(start, board));
    }
}
