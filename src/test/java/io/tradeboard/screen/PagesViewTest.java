package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.answered;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.crowd;
import static io.tradeboard.screen.Scenes.daemon;
import static io.tradeboard.screen.Scenes.five;
import static io.tradeboard.screen.Scenes.heard;
import static io.tradeboard.screen.Scenes.match;
import static io.tradeboard.screen.Scenes.named;
import static io.tradeboard.screen.Scenes.pressed;
import static io.tradeboard.screen.Scenes.typed;
import static io.tradeboard.screen.Scenes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages and what stands in front of them, as they are drawn. */
class PagesViewTest {
    private static final Instant LATER = NOON.plusSeconds(61);
    private static final Standings BTC = board(
            LATER,
            "atlas-fund=481207714",
            "kestrel=479011502",
            "orion_desk=400000000",
            "mira.k=400000000",
            "quanta=211840000",
            "東京トレーダー=190522075",
            "zed=8841001",
            "a-name-that-is-far-too-long-for-the-column-it-stands-in-by-any-measure=5");

    private static Standings boardOf(String symbol) {
        return switch (symbol) {
            case "BTC" -> BTC;
            case "ETH" -> crowd(LATER, 101);
            case "SOL" -> board(LATER, "kestrel=90000", "zed=45000", "ivy=100");
            case "USDC" -> board(LATER);
            default -> crowd(LATER, 7);
        };
    }

    /** A screen of some size with five symbols, of which those that it shows were read. */
    private static Model five(WatchConfig config, int columns, int rows, String keys) {
        Model start = Model.start(Scenes.five(config, false, Duration.ZERO), NOON, columns, rows);
        return opened(start, keys);
    }

    private static Model wall(WatchConfig config, int columns, int rows) {
        return opened(Model.start(Scenes.five(config, true, Duration.ZERO), NOON, columns, rows), "");
    }

    private static Model opened(Model start, String keys) {
        Model model = typed(after(start, new Event.Tick(LATER)), keys);
        return after(
                answered(model, PagesViewTest::boardOf),
                new Event.Tick(LATER.plusSeconds(23)),
                heard(daemon("RUNNING", Duration.ofSeconds(1)), LATER.plusSeconds(23)));
    }

    private static Model overview(WatchConfig config, int columns, int rows) {
        return five(config, columns, rows, "o");
    }

    /** Two boards cannot be read, each for a reason of its own; the others are shown. */
    private static Model overviewWithFaults() {
        Model model = typed(
                after(Model.start(Scenes.five(config(), false, Duration.ZERO), NOON, 80, 24), new Event.Tick(LATER)),
                "o");
        long eth = model.choosing(1).fetching().version();
        model = after(
                model, new Event.Failed(eth, new BoardCondition(BoardState.REFUSED, "ETH cannot be read: NOPERM")));
        model = answered(model, PagesViewTest::boardOf);
        return after(model, heard(null, LATER.plusSeconds(23)));
    }

    private static Neighbours around(Standings board, int index) {
        List<Standings.Row> rows = board.rows();
        return new Neighbours(
                board.with(rows.subList(Math.max(0, index - 1), Math.min(rows.size(), index + 2))), rows.get(index));
    }

    private static Profile profile() {
        List<Sample> samples = ViewTest.hour();
        return new Profile(
                BTC.board().day(),
                List.of(
                        new Profile.Place("BTC", around(BTC, 1), new History(samples)),
                        new Profile.Place(
                                "ETH",
                                new Neighbours(named(crowd(LATER, 3), "ETH").with(List.of()), null),
                                History.NONE),
                        new Profile.Place("SOL", around(named(boardOf("SOL"), "SOL"), 0), History.NONE),
                        new Profile.Place("USDC", null, History.NONE),
                        new Profile.Place("ARB", around(named(crowd(LATER, 7), "ARB"), 3), History.NONE)),
                3);
    }

    private static Model trader(WatchConfig config, int columns, int rows) {
        Model model = pressed(five(config, columns, rows, ""), Event.Key.DOWN, Event.Key.DOWN, Event.Key.ENTER);
        return after(model, new Event.Profiled(model.requests().count(Requests.Request.TRADER), profile()));
    }

    /** With an answer in the line of the message. */
    private static Model saying(Model model) {
        return after(model, new Event.Done("saved tradeboard-BTC"));
    }

    private static Model down(Model model) {
        return after(model, new Event.Tick(LATER.plusSeconds(40)), new Event.Unreachable("connection refused"));
    }

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of("overview-80x24", overview(config(), 80, 24)),
                Arguments.of("overview-120x30", overview(config(), 120, 30)),
                Arguments.of("overview-utf8-120x30", overview(utf8(), 120, 30)),
                Arguments.of("overview-utf8-200x50", overview(utf8(), 200, 50)),
                Arguments.of(
                        "overview-40x12",
                        answered(pressed(overview(config(), 40, 12), Event.Key.END), PagesViewTest::boardOf)),
                Arguments.of("overview-faults-80x24", overviewWithFaults()),
                Arguments.of("two-boards-160x40", five(config(), 160, 40, "")),
                Arguments.of("two-boards-utf8-160x40", five(utf8(), 160, 40, "")),
                Arguments.of("two-boards-utf8-200x50", five(utf8(), 200, 50, "+")),
                Arguments.of("one-board-80x40", five(config(), 80, 40, "")),
                Arguments.of("trader-32x6", saying(trader(config(), 32, 6))),
                Arguments.of("trader-80x9", saying(trader(config(), 80, 9))),
                Arguments.of("trader-80x13", trader(config(), 80, 13)),
                Arguments.of("trader-50x16", trader(config(), 50, 16)),
                Arguments.of("trader-80x24", trader(config(), 80, 24)),
                Arguments.of("trader-utf8-120x30", trader(utf8(), 120, 30)),
                Arguments.of(
                        "trader-reading-80x24",
                        typed(pressed(five(config(), 80, 24, ""), Event.Key.DOWN, Event.Key.ENTER), "")),
                Arguments.of("trader-elsewhere-80x24", pressed(trader(config(), 80, 24), Event.Key.DOWN)),
                Arguments.of("wall-utf8-80x24", wall(utf8(), 80, 24)),
                Arguments.of("wall-utf8-200x50", wall(utf8(), 200, 50)),
                Arguments.of("wall-200x50", wall(config(), 200, 50)),
                Arguments.of("wall-down-80x24", down(wall(config(), 80, 24))),
                Arguments.of("wall-down-utf8-80x24", down(wall(utf8(), 80, 24))),
                Arguments.of("wall-down-utf8-200x50", down(wall(utf8(), 200, 50))),
                Arguments.of("wall-50x16", wall(config(), 50, 16)),
                Arguments.of("help-120x30", typed(five(config(), 120, 30, ""), "?")),
                Arguments.of("help-utf8-200x50", typed(five(utf8(), 200, 50, ""), "?")),
                Arguments.of("symbol-80x24", typed(five(config(), 80, 24, ""), ":")),
                Arguments.of("symbol-unknown-80x24", unknown()),
                Arguments.of(
                        "find-hit-80x24",
                        after(
                                typed(five(config(), 80, 24, ""), "/ghost"),
                                new Event.Found(4, List.of(match("ghost", 137))))));
    }

    private static Model unknown() {
        Model model = typed(five(config(), 80, 24, ""), ":XY");
        return pressed(after(model, new Event.Traded(1, Set.of("BTC", "DOGE"))), Event.Key.ENTER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void pageLooksLikeItsPicture(String name, Model model) {
        Pictures.assertLooksLike(name, Pictures.draw(model, model.columns(), model.rows()));
    }

    /** The lines that count seconds, drawn over what was there before. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void laterPageLooksLikeOneThatIsDrawnAnew(String name, Model model) {
        Frame drawn = View.draw(model);
        for (int seconds : List.of(1, 9, 40, 600)) {
            Model later = model.at(model.now().plusSeconds(seconds), model.life(), model.skew());
            if (later.states().equals(model.states())) {
                assertThat(Pictures.text(View.drawSeconds(later, drawn))).isEqualTo(Pictures.text(View.draw(later)));
            }
        }
    }

    @Test
    void symbolWithoutATitleIsNamedOnce() {
        Model arb = pressed(trader(config(), 80, 24), Event.Key.END);
        assertThat(Pictures.draw(arb, 80, 24)).contains("\nARB\n");
    }

    /** Every size that a small terminal may have, about, and some of larger ones. */
    @Test
    void anySizeIsDrawnWithoutFailure() {
        Model trader = trader(utf8(), 80, 24);
        Model wall = down(wall(utf8(), 80, 24));
        for (int columns = 1; columns <= 240; columns += columns < 40 ? 3 : 13) {
            for (int rows = 1; rows <= 60; rows += rows < 12 ? 1 : 7) {
                for (Model model : List.of(overview(config(), 80, 24), trader, wall, five(utf8(), 80, 24, "?"))) {
                    Model sized = after(model, new Event.Resized(columns, rows));
                    assertThat(Pictures.draw(sized, columns, rows).lines()).hasSize(rows);
                }
            }
        }
    }
}
