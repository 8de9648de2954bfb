package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.answered;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.crowd;
import static io.tradeboard.screen.Scenes.directed;
import static io.tradeboard.screen.Scenes.match;
import static io.tradeboard.screen.Scenes.pressed;
import static io.tradeboard.screen.Scenes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.Requests.Request;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How one comes to the pages, what is read for them, and the way back. */
class PagesTest {
    private static final Standings BOARD = board(NOON, "ann=300", "bob=200", "cat=100");
    private static final Instant LATER = NOON.plusSeconds(61);

    /** A screen with five symbols that has its boards. */
    private static final Model OPEN = open(80, 24);

    private static Model open(int columns, int rows) {
        Model start = Model.start(Scenes.five(config(), false, Duration.ZERO), NOON, columns, rows);
        return answered(after(start, new Event.Tick(NOON)), symbol -> BOARD);
    }

    private static Model wall(long turnSeconds) {
        Model start = Model.start(Scenes.five(config(), true, Duration.ofSeconds(turnSeconds)), NOON, 80, 24);
        return answered(after(start, new Event.Tick(NOON)), symbol -> BOARD);
    }

    private static Model at(Model model, long seconds) {
        return after(model, new Event.Tick(NOON.plusSeconds(seconds)));
    }

    private static Watch watch(Model model, String symbol) {
        return Objects.requireNonNull(model.watches().get(new Watch.Key(symbol, null)), symbol);
    }

    private static List<String> underWay(Model model) {
        return model.watches().entrySet().stream()
                .filter(entry -> entry.getValue().fetching().underWay())
                .map(entry -> entry.getKey().symbol())
                .sorted()
                .toList();
    }

    private static @Nullable String selected(Model model) {
        return model.cursor().trader();
    }

    @Test
    void switchingToAnotherSymbolAndBackLosesNothing() {
        Model moved = at(OPEN, 61);
        moved = answered(moved, symbol -> board(LATER, "bob=900", "ann=300", "cat=100"));
        assertThat(moved.moves()).hasSize(1);

        Model away = pressed(moved, Event.Key.TAB);
        assertThat(away.symbol()).isEqualTo("ETH");
        assertThat(away.moves()).isEmpty();
        assertThat(underWay(away)).containsExactly("ETH");
        Model back = pressed(answered(away, symbol -> crowd(LATER, 5)), Event.Key.BACK_TAB);
        assertThat(back.moves()).isEqualTo(moved.moves());
        assertThat(back.board()).isEqualTo(moved.board());
        assertThat(underWay(back)).as("what is fresh is not read again").isEmpty();

        Model yesterday = typed(moved, "d");
        assertThat(yesterday.moves()).isEmpty();
        assertThat(typed(yesterday, "d").moves()).isEqualTo(moved.moves());
        assertThat(typed(yesterday, "d").board()).isEqualTo(moved.board());
    }

    @Test
    void boardThatGrewOldOffTheScreenIsShownAsBeingReadNotAsStale() {
        Model away = answered(pressed(OPEN, Event.Key.TAB), symbol -> BOARD);
        Model back = pressed(at(away, 300), Event.Key.BACK_TAB);

        assertThat(back.state()).isEqualTo(BoardState.LOADING);
        assertThat(back.topRows()).isNotEmpty();
        Model read = answered(back, symbol -> board(NOON.plusSeconds(300), "cat=900", "ann=300", "bob=200"));
        assertThat(read.state()).isEqualTo(BoardState.LIVE);
        assertThat(read.moves()).extracting(Moves.Move::text).containsExactly("cat passed ann for #1");
    }

    @Test
    void boardThatLeftTheScreenIsNotWaitedFor() {
        Model away = pressed(pressed(OPEN, Event.Key.TAB), Event.Key.TAB);

        assertThat(away.symbol()).isEqualTo("SOL");
        assertThat(underWay(away)).containsExactly("SOL");
    }

    @Test
    void aSecondBoardIsReadWhereThereIsRoomForIt() {
        assertThat(underWay(after(OPEN, new Event.Resized(160, 40)))).containsExactly("ETH");
        assertThat(underWay(after(OPEN, new Event.Resized(159, 40)))).isEmpty();
        Model two = answered(after(OPEN, new Event.Resized(160, 40)), symbol -> crowd(NOON, 3));
        assertThat(Panes.visible(two)).extracting(Watch.Key::symbol).containsExactly("BTC", "ETH");
        assertThat(underWay(pressed(two, Event.Key.TAB))).containsExactly("SOL");
    }

    @Test
    void overviewReadsAllSymbolsAndOpensOne() {
        Model overview = typed(OPEN, "o");
        assertThat(overview.page()).isEqualTo(new Page.Overview(0));
        assertThat(underWay(overview)).containsExactly("ARB", "ETH", "SOL", "USDC");
        overview = answered(overview, symbol -> BOARD);

        assertThat(pressed(overview, Event.Key.RIGHT).page()).isEqualTo(new Page.Overview(1));
        assertThat(pressed(overview, Event.Key.DOWN).page()).isEqualTo(new Page.Overview(2));
        assertThat(pressed(overview, Event.Key.LEFT).page()).isEqualTo(overview.page());
        assertThat(pressed(overview, Event.Key.END, Event.Key.DOWN).page()).isEqualTo(new Page.Overview(4));
        Model opened = pressed(overview, Event.Key.DOWN, Event.Key.ENTER);
        assertThat(opened.symbol()).isEqualTo("SOL");
        assertThat(opened.page()).isEqualTo(Page.BOARD);
        assertThat(pressed(overview, Event.Key.DOWN, Event.Key.ESCAPE).symbol()).isEqualTo("BTC");
        assertThat(typed(overview, "o").page()).isEqualTo(Page.BOARD);
    }

    @Test
    void oneBoardThatFailsTakesNothingFromTheOthers() {
        Model overview = typed(OPEN, "o");
        long version = watch(overview, "SOL").fetching().version();
        BoardCondition refused = new BoardCondition(BoardState.REFUSED, "SOL cannot be read: WRONGTYPE");
        Model failed = answered(after(overview, new Event.Failed(version, refused)), symbol -> BOARD);

        assertThat(failed.choosing(2).condition()).isEqualTo(refused);
        assertThat(failed.choosing(1).state()).isEqualTo(BoardState.LIVE);
        assertThat(underWay(at(failed, 4))).isEmpty();
        assertThat(underWay(at(failed, 5))).as("tried again").containsExactly("SOL");
    }

    @Test
    void pauseFreezesEveryBoardOnTheScreen() {
        Model overview = answered(typed(OPEN, "o"), symbol -> BOARD);
        Model later = answered(at(typed(overview, " "), 61), symbol -> crowd(LATER, 3));
        assertThat(Objects.requireNonNull(watch(later, "SOL").board())
                        .standings()
                        .rows())
                .hasSameSizeAs(BOARD.rows());
        Model resumed = typed(later, " ");
        assertThat(watch(resumed, "SOL").held()).isNull();
        assertThat(Objects.requireNonNull(watch(resumed, "SOL").board())
                        .standings()
                        .asOf())
                .isEqualTo(LATER);
    }

    private static Profile profile(Standings board) {
        Neighbours neighbours = new Neighbours(board, board.rows().get(1));
        return new Profile(
                board.board().day(),
                List.of(
                        new Profile.Place("ETH", neighbours, History.NONE),
                        new Profile.Place("BTC", neighbours, History.NONE)),
                0);
    }

    @Test
    void enterOpensTheSelectedTraderAndEscGoesBack() {
        assertThat(pressed(OPEN, Event.Key.ENTER).message()).contains("select a row first");
        Model opened = pressed(OPEN, Event.Key.DOWN, Event.Key.DOWN, Event.Key.ENTER);
        assertThat(opened.page()).isEqualTo(new Page.Trader("bob", "bob", null, 0));
        assertThat(opened.requests().count(Request.TRADER)).isEqualTo(1);

        Model read = after(opened, new Event.Profiled(1, profile(BOARD)));
        assertThat(read.page()).isEqualTo(new Page.Trader("bob", "bob", profile(BOARD), 1));
        assertThat(after(opened, new Event.Profiled(0, profile(BOARD)))).isEqualTo(opened);
        Model other = pressed(read, Event.Key.UP, Event.Key.ENTER);
        assertThat(other.symbol()).isEqualTo("ETH");
        assertThat(selected(answered(other, symbol -> BOARD))).isEqualTo("bob");
        Model back = pressed(read, Event.Key.ESCAPE);
        assertThat(back.page()).isEqualTo(Page.BOARD);
        assertThat(selected(back)).isEqualTo("bob");
        assertThat(typed(read, "f").followed()).isEqualTo("bob");
    }

    @Test
    void traderIsReadAgainWithItsBoard() {
        Model opened = pressed(OPEN, Event.Key.DOWN, Event.Key.ENTER);
        Model later = answered(at(opened, 61), symbol -> crowd(LATER, 3));
        assertThat(later.requests().count(Request.TRADER)).isEqualTo(2);
    }

    @Test
    void anotherDayIsReadAnewForATrader() {
        Standings before = Scenes.yesterday(BOARD);
        Model opened = pressed(OPEN, Event.Key.DOWN, Event.Key.DOWN, Event.Key.ENTER);
        Model today = after(opened, new Event.Profiled(1, profile(BOARD)));

        Model changed = typed(today, "d");
        assertThat(changed.page()).isEqualTo(new Page.Trader("bob", "bob", null, 1));
        assertThat(changed.requests().count(Request.TRADER)).isEqualTo(2);
        assertThat(after(changed, new Event.Profiled(1, profile(BOARD))).page())
                .as("under way when the day changed")
                .isEqualTo(changed.page());
        assertThat(after(changed, new Event.Profiled(2, profile(BOARD))).page())
                .as("of another day")
                .isEqualTo(changed.page());
        assertThat(Pictures.draw(changed, 80, 24)).contains("Reading where bob stands");

        Model read = answered(changed, symbol -> before);
        read = after(read, new Event.Profiled(3, profile(before)));
        assertThat(read.page()).isEqualTo(new Page.Trader("bob", "bob", profile(before), 1));
        Model back = typed(read, "d");
        assertThat(back.page()).isEqualTo(new Page.Trader("bob", "bob", null, 1));
        assertThat(after(back, new Event.Profiled(4, profile(BOARD))).page())
                .isEqualTo(new Page.Trader("bob", "bob", profile(BOARD), 1));
    }

    @Test
    void profileOfThePreviousDayIsDroppedAtMidnight() {
        Model opened = pressed(OPEN, Event.Key.DOWN, Event.Key.DOWN, Event.Key.ENTER);
        Model read = after(opened, new Event.Profiled(1, profile(BOARD)));
        Standings next = board(LATER, "ann=3", "bob=2");
        BoardId tomorrow = new BoardId("BTC", next.board().day().plusDays(1));
        Model midnight = answered(
                at(read, 61),
                symbol -> new Standings(
                        tomorrow, next.title(), next.ledger(), next.reading(), next.audit(), next.rows()));
        assertThat(midnight.page()).isEqualTo(new Page.Trader("bob", "bob", null, 1));
    }

    @Test
    void traderFoundBeyondTheRowsIsOpenedToo() {
        Model found = after(typed(OPEN, "/zed"), new Event.Found(2, List.of(match("zed", 137))));
        assertThat(found.message()).isEqualTo("zed is #137; Enter, then f to follow");
        Model entered = pressed(found, Event.Key.ENTER);
        assertThat(entered.message()).isEqualTo("zed is #137, f to follow");
        assertThat(pressed(entered, Event.Key.ENTER).page()).isEqualTo(new Page.Trader("zed", "zed", null, 0));
    }

    @Test
    void namesOfAnEarlierDirectoryDoNotComeBack() {
        Model away = pressed(OPEN, Event.Key.TAB);
        away = answered(away, symbol -> directed(board(LATER, "x=1"), 7));
        assertThat(watch(away, "BTC").board()).isNull();

        Model page = pressed(OPEN, Event.Key.DOWN, Event.Key.ENTER);
        Model changed = answered(at(page, 61), symbol -> directed(board(LATER, "x=1"), 7));
        assertThat(changed.page()).isEqualTo(Page.BOARD);
        assertThat(selected(changed)).isNull();
    }

    @Test
    void anyTradedSymbolIsReachedByItsName() {
        Model prompt = typed(OPEN, ":");
        assertThat(prompt.requests().count(Request.SYMBOLS)).isEqualTo(1);
        Model known = after(prompt, new Event.Traded(1, Set.of("DOGE", "DOT", "dust")));

        assertThat(pressed(typed(known, "doge"), Event.Key.ENTER).symbol()).isEqualTo("DOGE");
        assertThat(pressed(typed(known, "DO"), Event.Key.ENTER).message()).isEqualTo("2 symbols begin with DO");
        assertThat(pressed(typed(known, "us"), Event.Key.ENTER).symbol()).isEqualTo("USDC");
        assertThat(pressed(typed(known, "DOX"), Event.Key.ENTER).message())
                .isEqualTo("symbol DOX is neither configured nor traded today");
        assertThat(pressed(typed(known, "D OGE"), Event.Key.ENTER).message())
                .isEqualTo("D OGE is not a symbol: letters, digits and . _ / -");
        assertThat(pressed(typed(prompt, "DOX"), Event.Key.ENTER).message())
                .isEqualTo("still reading which symbols are traded today");
        assertThat(pressed(known, Event.Key.ENTER).overlay()).isNull();
        assertThat(pressed(typed(known, "e"), Event.Key.ESCAPE).symbol()).isEqualTo("BTC");
    }

    @Test
    void symbolThatWasAskedForIsAmongTheTabs() {
        Model known = after(typed(OPEN, ":"), new Event.Traded(1, Set.of("DOGE")));
        Model doge = pressed(typed(known, "DOGE"), Event.Key.ENTER);
        assertThat(doge.tabs()).endsWith("DOGE");
        assertThat(pressed(doge, Event.Key.TAB).symbol()).isEqualTo("BTC");
        assertThat(typed(pressed(doge, Event.Key.TAB), "6").symbol()).isEqualTo("DOGE");
    }

    @ParameterizedTest
    @CsvSource({"d, DO", "DO, DO", "DOG, DOGE", "u, USDC", "x, x", "e, ETH"})
    void tabCompletesWhatAllCandidatesGoOnWith(String typed, String completed) {
        Model known = after(typed(OPEN, ":"), new Event.Traded(1, Set.of("DOGE", "DOT")));
        Model tabbed = pressed(typed(known, typed), Event.Key.TAB);
        assertThat(tabbed.overlay())
                .isInstanceOfSatisfying(
                        Overlay.Symbol.class,
                        prompt -> assertThat(prompt.text()).isEqualTo(completed));
    }

    @Test
    void findShowsTheHitWhileItIsTyped() {
        Model crowd = answered(at(OPEN, 61), symbol -> crowd(LATER, 101));
        assertThat(selected(typed(crowd, "/t7"))).isEqualTo("t7");
        assertThat(selected(typed(crowd, "/t"))).isEqualTo("t1");
        assertThat(typed(crowd, "/z").requests().count(Request.FIND)).isZero();
        assertThat(typed(crowd, "/ze").requests().count(Request.FIND)).isEqualTo(1);
        assertThat(typed(crowd, "/ze").message()).isEqualTo("looking for ze ...");
    }

    @Test
    void keyWithoutAMeaningNamesTheHelpOnce() {
        Model first = typed(OPEN, "x");
        assertThat(first.message()).isEqualTo("? for help");
        assertThat(typed(first, "X").message()).isEmpty();
    }

    @Test
    void escClosesWhatIsInFrontThenGoesBackThenSelectsNothing() {
        Model deep = typed(pressed(OPEN, Event.Key.DOWN, Event.Key.ENTER), "?");
        Model closed = pressed(deep, Event.Key.ESCAPE);
        assertThat(closed.page()).isInstanceOf(Page.Trader.class);
        Model back = pressed(closed, Event.Key.ESCAPE);
        assertThat(back.page()).isEqualTo(Page.BOARD);
        assertThat(selected(back)).isEqualTo("ann");
        assertThat(selected(pressed(back, Event.Key.ESCAPE))).isNull();
    }

    @Test
    void viewFollowsTheSelectionOnlyAsFarAsItMust() {
        Model crowd = answered(at(OPEN, 61), symbol -> crowd(LATER, 101));
        Model selected = typed(crowd, "jjjjjj");
        Model small = after(selected, new Event.Resized(80, 8));
        assertThat(small.cursor().top()).isPositive();
        assertThat(after(small, new Event.Resized(80, 24)).cursor()).isEqualTo(new Cursor("t6", 0));
        Model unselected = pressed(small, Event.Key.ESCAPE);
        assertThat(unselected.cursor().top()).isZero();
    }

    @Test
    void wallShowsTheSymbolsInTurn() {
        Model wall = wall(20);
        assertThat(underWay(wall)).as("all are kept fresh").isEmpty();
        assertThat(wall.watches()).hasSize(5);
        assertThat(at(wall, 19).symbol()).isEqualTo("BTC");
        Model turned = at(wall, 20);
        assertThat(turned.symbol()).isEqualTo("ETH");
        assertThat(turned.state()).isEqualTo(BoardState.LIVE);
        assertThat(at(at(at(at(turned, 40), 60), 80), 100).symbol()).isEqualTo("BTC");
        assertThat(at(typed(wall, " "), 20).symbol()).as("paused").isEqualTo("BTC");
        assertThat(at(typed(wall, "?"), 20).symbol()).as("behind the help").isEqualTo("BTC");
        assertThat(at(typed(wall, "w"), 20).symbol()).as("not a wall").isEqualTo("BTC");
        assertThat(at(wall(0), 20).symbol()).as("no turns").isEqualTo("BTC");
        assertThat(at(pressed(at(wall, 15), Event.Key.TAB), 30).symbol())
                .as("15 s after the key")
                .isEqualTo("ETH");
    }
}
