package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.crowd;
import static io.tradeboard.screen.Scenes.daemon;
import static io.tradeboard.screen.Scenes.heard;
import static io.tradeboard.screen.Scenes.loaded;
import static io.tradeboard.screen.Scenes.match;
import static io.tradeboard.screen.Scenes.pressed;
import static io.tradeboard.screen.Scenes.refreshed;
import static io.tradeboard.screen.Scenes.sample;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.stale;
import static io.tradeboard.screen.Scenes.start;
import static io.tradeboard.screen.Scenes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Rates;
import io.tradeboard.trade.BoardId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTest {
    private static final Standings BOARD = board(NOON, "ann=300", "bob=200", "cat=100");
    private static final Instant LATER = NOON.plusSeconds(61);
    private static final Model CROWD = shown(config(), crowd(NOON, 101));

    private static @Nullable String selected(Model model) {
        return model.cursor().trader();
    }

    private static Model.Board shownBoard(Model model) {
        return Objects.requireNonNull(model.board());
    }

    @Test
    void firstTickAsksForTheBoard() {
        Model model = after(start(), new Event.Tick(NOON));

        assertThat(model.fetching().version()).isEqualTo(1);
        assertThat(model.state()).isEqualTo(BoardState.LOADING);
        assertThat(after(model, new Event.Tick(NOON.plusSeconds(1))).fetching().version())
                .isEqualTo(1);
    }

    @Test
    void nextFetchIsWhenTheCachedBoardIsOver() {
        Model model = shown(config(), board(NOON.minusSeconds(20), "ann=300"));

        assertThat(model.state()).isEqualTo(BoardState.LIVE);
        Instant due = NOON.plusMillis(40_100);
        assertThat(model.fetching().next()).isEqualTo(due);
        assertThat(model.nextFetch()).isEqualTo(due);
        assertThat(model.untilFetch()).isEqualTo(40);
        assertThat(after(model, new Event.Tick(due.minusMillis(1))).fetching().version())
                .isEqualTo(1);
        assertThat(after(model, new Event.Tick(due)).fetching().version()).isEqualTo(2);
    }

    @Test
    void boardsFollowEachOtherAtTheRefreshWhateverTheFractionOfTheSecond() {
        Instant read = NOON.plusMillis(730);
        Model model = after(start(), new Event.Tick(read));
        for (int i = 0; i < 5; i++) {
            // The answer takes 20 ms, and is as of when Redis gave it.
            model = after(model, new Event.Tick(read.plusMillis(20)), loaded(model, board(read.plusMillis(10), "a=1")));
            Instant next = model.nextFetch();
            assertThat(Duration.between(read, next)).isBetween(Duration.ofSeconds(60), Duration.ofMillis(60_200));
            model = after(model, new Event.Tick(next));
            assertThat(model.fetching().underWay()).isTrue();
            read = next;
        }
    }

    @Test
    void boardThatIsStillCachedIsAskedForAgainSoon() {
        Model model = shown(config(), BOARD);
        model = after(model, new Event.Tick(model.nextFetch()));
        Instant asked = model.now();
        model = after(model, loaded(model, BOARD));
        assertThat(model.nextFetch()).isEqualTo(asked.plusMillis(250));
    }

    /** Before the time of Redis is known, and after. */
    @ParameterizedTest
    @CsvSource({"-3600, 250", "3600, 60100"})
    void clockThatDiffersFromThatOfRedisCannotHurryOrStopTheFetches(long aheadSeconds, long fetchAfterMillis) {
        Instant there = NOON.plusSeconds(aheadSeconds);
        Model unknown = shown(config(), board(there, "ann=300"));
        assertThat(unknown.fetching().next()).isEqualTo(NOON.plusMillis(fetchAfterMillis));

        Model model =
                after(unknown, heard(daemon("RUNNING", Duration.ZERO), there), new Event.Tick(NOON.plusSeconds(60)));
        model = typed(model, "r");
        model = after(model, loaded(model, board(there.plusSeconds(60), "ann=300")));
        assertThat(model.state()).isEqualTo(BoardState.LIVE);
        assertThat(model.age()).isEqualTo(Duration.ZERO);
        assertThat(model.fetching().next()).isEqualTo(NOON.plusMillis(120_100));
        assertThat(typed(model, "r").message()).isEqualTo("already newest");
    }

    @Test
    void onlyMoreThanTheWayToRedisIsADifferenceOfClocks() {
        Model model = shown(config(), BOARD);
        assertThat(after(model, heard(null, NOON.plusMillis(400))).redisNow()).isEqualTo(NOON);
        assertThat(after(model, heard(null, NOON.plusMillis(1_900))).redisNow()).isEqualTo(NOON.plusMillis(1_900));
    }

    @Test
    void resultOfAnOlderQuestionIsDropped() {
        Model model = pressed(shown(config(), BOARD), Event.Key.TAB);

        assertThat(model.symbol()).isEqualTo("ETH");
        assertThat(model.fetching().version()).isEqualTo(2);
        assertThat(after(model, new Event.Loaded(1, BOARD, History.NONE, null)).board())
                .isNull();
        assertThat(after(model, new Event.Loaded(2, BOARD, History.NONE, null)).board())
                .isNotNull();
    }

    @Test
    void movementIsAgainstTheBoardShownBefore() {
        Model model = refreshed(shown(config(), BOARD), board(LATER, "bob=900", "ann=300", "dan=200"));

        var before = Objects.requireNonNull(shownBoard(model).before());
        assertThat(before.at()).isEqualTo(NOON);
        assertThat(before.rank("ann")).isEqualTo(OptionalInt.of(1));
        assertThat(before.rank("bob")).isEqualTo(OptionalInt.of(2));
        assertThat(before.rank("dan")).isEmpty();
    }

    @Test
    void sameBoardAgainKeepsTheMovementAndTellsNoMoveTwice() {
        Standings second = board(LATER, "bob=900", "ann=300");
        Model model = refreshed(shown(config(), BOARD), second);
        Model later = after(model, new Event.Tick(LATER.plusSeconds(61)));
        Model again = after(later, loaded(later, second));

        assertThat(shownBoard(again).before()).isEqualTo(shownBoard(model).before());
        assertThat(again.moves()).isEqualTo(model.moves()).hasSize(1);
    }

    @Test
    void movesAreToldTheLatestFirst() {
        Model model = refreshed(shown(config(), BOARD), board(LATER, "bob=900", "ann=300", "cat=100"));
        model = refreshed(model, board(LATER.plusSeconds(61), "bob=900", "eve=500", "ann=300", "cat=300", "dan=1"));

        assertThat(model.moves())
                .extracting(Moves.Move::text)
                .containsExactly(
                        "eve entered the top 10 at #2", "dan entered the top 10 at #5", "bob passed ann for #1");
    }

    @Test
    void climberThatPassedNobodyKnownIsToldByItsRanks() {
        Model model = refreshed(shown(config(), BOARD), board(LATER, "cat=900"));

        assertThat(model.moves()).extracting(Moves.Move::text).containsExactly("cat climbed to #1, was #3");
    }

    @Test
    void rowsStayWhileRedisIsAwayAndTheFetchIsTriedAgain() {
        Model away = after(shown(config(), BOARD), new Event.Unreachable("connection refused"));

        assertThat(away.state()).isEqualTo(BoardState.REDIS_DOWN);
        assertThat(away.board()).isNotNull();
        assertThat(away.fetching().next()).isEqualTo(NOON.plusSeconds(5));

        Model heard = after(away, heard(daemon("RUNNING", Duration.ZERO)));
        assertThat(heard.state()).as("until the board is read again").isEqualTo(BoardState.REDIS_DOWN);
        assertThat(heard.fetching().version()).isEqualTo(2);
        assertThat(after(heard, loaded(heard, BOARD)).state()).isEqualTo(BoardState.LIVE);
    }

    @Test
    void whatTheCacheStillHasTakesNothingFromWhatIsShown() {
        Standings.Row zed = new Standings.Row(137, false, "zed", 1, OptionalLong.empty());
        Model model = typed(CROWD, "jf");
        model = after(model, new Event.Loaded(2, crowd(NOON, 101), History.NONE, zed));
        Model later = after(model, new Event.Tick(LATER));
        Model away = after(later, loaded(later, stale(crowd(NOON, 101))));

        assertThat(away.state()).isEqualTo(BoardState.REDIS_DOWN);
        assertThat(away.board()).isEqualTo(model.board());
    }

    @Test
    void staleBoardMeansThatRedisIsAway() {
        assertThat(shown(config(), stale(BOARD)).state()).isEqualTo(BoardState.REDIS_DOWN);
    }

    @Test
    void refreshKeySaysWhereNothingNewerCanBeHad() {
        Model model = shown(config(), BOARD);
        Model early = typed(after(model, new Event.Tick(NOON.plusSeconds(59))), "r");
        Model late = typed(after(model, new Event.Tick(NOON.plusSeconds(60))), "r");

        assertThat(early.message()).isEqualTo("already newest");
        assertThat(early.fetching().version()).isEqualTo(1);
        assertThat(late.message()).isEmpty();
        assertThat(late.fetching().version()).isEqualTo(2);
    }

    @Test
    void symbolsAreChosenInARingOrByNumber() {
        Model model = shown(config(), BOARD);

        assertThat(pressed(model, Event.Key.BACK_TAB).symbol()).isEqualTo("ETH");
        assertThat(pressed(model, Event.Key.TAB, Event.Key.TAB).symbol()).isEqualTo("BTC");
        assertThat(typed(model, "2").symbol()).isEqualTo("ETH");
        assertThat(typed(model, "3")).isEqualTo(model);
        assertThat(typed(model, "1")).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({"END_OF_INPUT, 0", "CTRL_C, 130"})
    void keyEndsTheScreenWhateverIsShown(Event.Key key, int code) {
        assertThat(pressed(start(), key).exitCode()).isEqualTo(code);
        assertThat(pressed(typed(start(), "?"), key).exitCode()).isEqualTo(code);
        assertThat(pressed(typed(CROWD, "/ze"), key).exitCode()).isEqualTo(code);
    }

    @Test
    void qEndsTheScreenButNotWhileATextIsTyped() {
        assertThat(typed(start(), "q").exitCode()).isZero();
        assertThat(typed(CROWD, "/q").exitCode()).isNull();
        assertThat(typed(CROWD, "?q").exitCode()).as("closes the help").isNull();
    }

    @Test
    void programEndsTheScreenWithItsCode() {
        assertThat(after(start(), new Event.Quit(143)).exitCode()).isEqualTo(143);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 15, LIVE",
        "RUNNING, 16, DAEMON_DOWN",
        "STOPPED, 0, DAEMON_DOWN",
        "HEALING, 0, HEALING",
        "DISK_FULL, 0, DISK_FULL"
    })
    void daemonIsSeenByItsSignsOfLife(String state, long ageSeconds, BoardState expected) {
        Model model = after(shown(config(), BOARD), heard(daemon(state, Duration.ofSeconds(ageSeconds))));

        assertThat(model.state()).isEqualTo(expected);
    }

    @Test
    void daemonIsNotBlamedWhereNobodyAskedSince() {
        Model model = after(
                shown(config(), BOARD),
                heard(daemon("RUNNING", Duration.ofSeconds(10))),
                new Event.Tick(NOON.plusSeconds(60)));

        assertThat(model.state()).isEqualTo(BoardState.LIVE);
    }

    @Test
    void noDaemonAtAllIsSaid() {
        assertThat(after(shown(config(), BOARD), heard(null)).state()).isEqualTo(BoardState.DAEMON_DOWN);
    }

    @Test
    void boardWithoutRowsIsEmpty() {
        assertThat(shown(config(), board(NOON)).state()).isEqualTo(BoardState.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"75, LIVE", "76, LATE", "180, LATE", "181, STALE"})
    void ageIsJudgedAgainstTheRefresh(long ageSeconds, BoardState expected) {
        Model model = after(shown(config(), BOARD), new Event.Tick(NOON.plusSeconds(ageSeconds)));

        assertThat(model.state()).isEqualTo(expected);
    }

    @Test
    void redrawIsAskedForByKeyResizeAndResume() {
        assertThat(pressed(start(), Event.Key.CTRL_L).requests().count(Requests.Request.REDRAW))
                .isEqualTo(1);
        assertThat(after(start(), new Event.Resized(120, 30)).requests().count(Requests.Request.REDRAW))
                .isEqualTo(1);
        Model stopped = pressed(start(), Event.Key.CTRL_Z);
        assertThat(stopped.requests().count(Requests.Request.SUSPEND)).isEqualTo(1);
        assertThat(stopped.requests().count(Requests.Request.REDRAW)).isEqualTo(1);
    }

    @Test
    void selectionGoesUpAndDownAndStaysInSight() {
        assertThat(selected(pressed(CROWD, Event.Key.DOWN))).isEqualTo("t1");
        assertThat(selected(typed(CROWD, "jjjk"))).isEqualTo("t2");
        assertThat(selected(typed(CROWD, "k"))).isEqualTo("t1");
        assertThat(selected(typed(CROWD, "G"))).isEqualTo("t10");
        assertThat(selected(typed(CROWD, "Gg"))).isEqualTo("t1");

        Model deep = typed(CROWD, "++G");
        int rows = Panes.layout(deep).tableRows();
        assertThat(selected(deep)).isEqualTo("t50");
        assertThat(deep.cursor().top()).isEqualTo(50 - rows);
        assertThat(selected(pressed(deep, Event.Key.PAGE_UP))).isEqualTo("t" + (50 - rows));
        assertThat(pressed(deep, Event.Key.PAGE_UP).cursor().top()).isEqualTo(50 - 2 * rows);
        assertThat(pressed(deep, Event.Key.HOME).cursor().top()).isZero();
        assertThat(selected(pressed(deep, Event.Key.HOME, Event.Key.PAGE_DOWN))).isEqualTo("t" + (1 + rows));
        assertThat(selected(pressed(deep, Event.Key.ESCAPE))).isNull();
    }

    @Test
    void pageDownScrollsByAPage() {
        Model deep = typed(CROWD, "++");
        int rows = Panes.layout(deep).tableRows();

        Model page = pressed(deep, Event.Key.PAGE_DOWN);
        assertThat(selected(page)).isEqualTo("t" + (1 + rows));
        assertThat(page.cursor().top()).isEqualTo(rows);
        Model last = pressed(page, Event.Key.PAGE_DOWN, Event.Key.PAGE_DOWN, Event.Key.PAGE_DOWN);
        assertThat(selected(last)).isEqualTo("t50");
        assertThat(last.cursor().top()).isEqualTo(50 - rows);
    }

    @Test
    void selectionStaysWithItsTrader() {
        Model model = typed(shown(config(), BOARD), "j");
        model = refreshed(model, board(LATER, "cat=900", "bob=800", "ann=300"));

        assertThat(selected(model)).isEqualTo("ann");
        assertThat(selected(typed(model, "k"))).isEqualTo("bob");
    }

    @ParameterizedTest
    @CsvSource({"+, 25", "++, 50", "+++, 50", "+-, 10", "-, 10", "++-, 25", "=, 25"})
    void depthGoesThroughThreeSteps(String keys, int depth) {
        assertThat(typed(CROWD, keys).look().depth()).isEqualTo(depth);
        assertThat(typed(CROWD, keys).topRows()).hasSize(depth);
    }

    @Test
    void searchSelectsMatchesBelowAndThenAsksForOthers() {
        Model model = pressed(typed(CROWD, "/T1"), Event.Key.ENTER);
        assertThat(selected(model)).isEqualTo("t1");
        assertThat(model.requests().count(Requests.Request.FIND)).isZero();
        model = typed(model, "n");
        assertThat(selected(model)).isEqualTo("t10");
        model = typed(model, "n");
        assertThat(model.requests().count(Requests.Request.FIND)).isEqualTo(1);

        List<Standings.Row> matches = List.of(match("t1", 1), match("t11", 11), match("t12", 12));
        model = after(model, new Event.Found(1, matches));
        assertThat(model.message()).isEqualTo("t11 is #11 (1 of 2), f to follow, n for the next");
        assertThat(selected(model)).isNull();
        model = typed(model, "n");
        assertThat(model.message()).startsWith("t12 is #12 (2 of 2), f to follow");
        assertThat(typed(model, "N").message()).startsWith("t11 is #11");
        assertThat(selected(typed(model, "NN"))).isEqualTo("t10");
        assertThat(selected(typed(model, "n"))).as("from the top again").isEqualTo("t1");
    }

    @Test
    void searchWithoutAnyMatchSaysSo() {
        Model model = pressed(typed(CROWD, "/nobody"), Event.Key.ENTER);
        assertThat(model.message()).isEqualTo("looking for nobody ...");
        assertThat(after(model, new Event.Found(5, List.of())).message()).isEqualTo("no trader has nobody in its name");
        assertThat(after(model, new Event.Found(4, List.of(match("x", 1)))))
                .as("an answer to an older question")
                .isEqualTo(model);
    }

    @Test
    void whatFollowsAfterASearchThatFoundNobodyIsNotTheOneSelectedBefore() {
        Model model = pressed(typed(CROWD, "j/nobody"), Event.Key.ENTER);
        model = typed(after(model, new Event.Found(5, List.of())), "f");
        assertThat(model.followed()).isNull();
        assertThat(model.message()).contains("select a row first");
    }

    @Test
    void searchTextIsEditedAndCancelled() {
        Model model = typed(CROWD, "j/ab\ud83d\ude00");
        assertThat(text(pressed(model, Event.Key.BACKSPACE))).isEqualTo("ab");
        Model emptied =
                pressed(model, Event.Key.BACKSPACE, Event.Key.BACKSPACE, Event.Key.BACKSPACE, Event.Key.BACKSPACE);
        assertThat(text(emptied)).isEmpty();
        assertThat(selected(emptied)).isEqualTo("t1");
        Model cancelled = pressed(model, Event.Key.ESCAPE);
        assertThat(cancelled.search()).isNull();
        assertThat(cancelled.overlay()).isNull();
        assertThat(selected(cancelled)).as("selected before").isEqualTo("t1");
        assertThat(pressed(typed(CROWD, "/ "), Event.Key.ENTER).search()).isNull();
        assertThat(text(typed(CROWD, "/" + "x".repeat(200)))).hasSize(64);
    }

    private static String text(Model model) {
        return model.overlay() instanceof Overlay.Prompt prompt ? prompt.text() : "";
    }

    @Test
    void followingNeedsATraderAndEndsWithTheSameKey() {
        assertThat(typed(CROWD, "f").message()).contains("select a row first");
        Model model = typed(CROWD, "jf");
        assertThat(model.followed()).isEqualTo("t1");
        assertThat(model.fetching().version()).as("the row is fetched").isEqualTo(2);
        assertThat(typed(model, "f").followed()).isNull();
        assertThat(typed(model, "jf").followed()).isEqualTo("t2");
        assertThat(typed(pressed(model, Event.Key.ESCAPE), "f").followed()).isNull();

        Model found =
                after(pressed(typed(CROWD, "/zed"), Event.Key.ENTER), new Event.Found(2, List.of(match("zed", 137))));
        assertThat(typed(found, "f").followed()).isEqualTo("zed");
    }

    @Test
    void pauseFreezesTheBoardAndCountsWhatComes() {
        Model paused = typed(shown(config(), BOARD), " ");
        Standings second = board(LATER, "bob=900", "ann=300");
        Model later = refreshed(paused, second);
        assertThat(shownBoard(later).standings()).isEqualTo(BOARD);
        assertThat(Objects.requireNonNull(later.pause()).newer()).isEqualTo(1);
        Model same = after(later, new Event.Tick(LATER.plusSeconds(61)));
        same = after(same, loaded(same, second));
        assertThat(Objects.requireNonNull(same.pause()).newer()).isEqualTo(1);

        Model resumed = typed(later, " ");
        assertThat(resumed.pause()).isNull();
        assertThat(shownBoard(resumed).standings()).isEqualTo(second);
        assertThat(Objects.requireNonNull(shownBoard(resumed).before()).at()).isEqualTo(NOON);
        assertThat(resumed.moves()).hasSize(1);
        assertThat(typed(paused, " ")).isEqualTo(shown(config(), BOARD));
        assertThat(pressed(paused, Event.Key.TAB).pause()).isNull();
    }

    @Test
    void whoPausesBeforeTheFirstBoardSeesItAllTheSame() {
        Model model = typed(after(start(), new Event.Tick(NOON)), " ");
        assertThat(after(model, loaded(model, BOARD)).board()).isNotNull();
    }

    @Test
    void answerToAKeyStandsForTenSeconds() {
        Model model = typed(CROWD, "z");
        assertThat(after(model, new Event.Tick(NOON.plusSeconds(9))).message()).isNotEmpty();
        assertThat(after(model, new Event.Tick(NOON.plusSeconds(10))).message()).isEmpty();
    }

    @Test
    void depthFollowsTheHeightUnlessItWasChosen() {
        WatchConfig fitting = Scenes.fitting(config());
        Model model = shown(fitting, crowd(NOON, 101));
        assertThat(model.topRows()).hasSize(10);
        assertThat(after(model, new Event.Resized(120, 38)).topRows()).hasSize(10);
        assertThat(after(model, new Event.Resized(120, 39)).topRows()).hasSize(15);
        assertThat(after(model, new Event.Resized(200, 50)).topRows()).hasSize(25);
        assertThat(after(model, new Event.Resized(200, 50), new Event.Resized(80, 24))
                        .topRows())
                .hasSize(10);
        assertThat(after(model, new Event.Resized(200, 200)).topRows()).hasSize(50);
        assertThat(after(typed(model, "++"), new Event.Resized(80, 39)).topRows())
                .as("chosen with a key")
                .hasSize(50);
        assertThat(after(shown(config(), crowd(NOON, 101)), new Event.Resized(200, 50))
                        .topRows())
                .as("chosen with an option")
                .hasSize(10);
    }

    @Test
    void viewOfAWindowThatShrankAndGrewBeginsWithTheLeader() {
        Model model = typed(typed(shown(config(), crowd(NOON, 101)), "+"), "jjjjjjjj");
        Model small = after(model, new Event.Resized(80, 10));
        assertThat(small.cursor().top()).isPositive();
        assertThat(small.cursor().trader()).isEqualTo("t8");
        assertThat(after(small, new Event.Resized(80, 24)).cursor().top()).isZero();
    }

    @Test
    void rowsFillAWindowThatGrows() {
        Model deep = typed(CROWD, "++G");
        Model grown = after(deep, new Event.Resized(80, 60));
        assertThat(grown.cursor().top()).isEqualTo(50 - Panes.layout(grown).tableRows());
    }

    @Test
    void helpIsScrolledAndClosed() {
        Model help = typed(CROWD, "?");
        assertThat(help.overlay()).isEqualTo(new Overlay.Help(0));
        assertThat(pressed(CROWD, Event.Key.F1)).isEqualTo(help);
        int last = HelpPage.lines() - 22;
        assertThat(typed(help, "j").overlay()).isEqualTo(new Overlay.Help(1));
        assertThat(typed(help, "jk").overlay()).isEqualTo(new Overlay.Help(0));
        assertThat(pressed(help, Event.Key.END, Event.Key.DOWN).overlay()).isEqualTo(new Overlay.Help(last));
        assertThat(typed(help, "   ").overlay()).isEqualTo(new Overlay.Help(last));
        assertThat(pressed(help, Event.Key.ESCAPE).overlay()).isNull();
        assertThat(typed(help, "x").overlay()).isNull();
    }

    @Test
    void saveAndCopyNeedSomething() {
        assertThat(typed(start(), "s").message()).isEqualTo("nothing to save yet");
        assertThat(typed(CROWD, "s").requests().count(Requests.Request.SAVE)).isEqualTo(1);
        assertThat(typed(CROWD, "y").message()).contains("select a row first");
        Model copied = typed(CROWD, "jjy");
        assertThat(copied.requests().count(Requests.Request.COPY)).isEqualTo(1);
        assertThat(Selection.text(copied)).isEqualTo("2\tt2\t1000.00");
    }

    @Test
    void looksAreChangedByTheirKeys() {
        assertThat(typed(CROWD, "u").look().compact()).isTrue();
        assertThat(typed(CROWD, "uu").look().compact()).isFalse();
        assertThat(typed(CROWD, "z").message()).isEqualTo("times are in Asia/Tokyo");
        assertThat(typed(CROWD, "zz").message()).isEqualTo("times are in UTC");
        assertThat(typed(CROWD, "w").look().wall()).isTrue();
        assertThat(typed(CROWD, "t").look().theme().kind()).isEqualTo(Theme.Kind.DARK);
        assertThat(typed(CROWD, "tt").look().theme().kind()).isEqualTo(Theme.Kind.LIGHT);
        assertThat(typed(CROWD, "ttt").look().theme().kind()).isEqualTo(Theme.Kind.MONO);
        assertThat(typed(CROWD, "tttt").look()).isEqualTo(CROWD.look());
        assertThat(typed(CROWD, "m").look().baseline()).isEqualTo(Baseline.HOUR);
        assertThat(typed(CROWD, "m").message()).isEqualTo("movement against 1h: nothing is known yet");
        assertThat(typed(CROWD, "mmm").look()).isEqualTo(CROWD.look());
    }

    @Test
    void anHourAgoIsTheFirstSampleWhereNobodyHadTradedThen() {
        Sample empty = new Sample(NOON.minusSeconds(120), 0, List.of());
        Sample first = sample(NOON.minusSeconds(60), "ann=1");
        Model.Board young = new Model.Board(board(NOON, "ann=2"), new History(List.of(empty, first)), null, null);
        assertThat(Baseline.HOUR.of(young)).isEqualTo(first);
        assertThat(Baseline.HOUR.of(new Model.Board(board(NOON), new History(List.of(empty)), null, null)))
                .isNull();
    }

    @Test
    void followedTraderIsSavedWithTheRows() {
        Standings.Row ghost = new Standings.Row(137, false, "ghost", 5, OptionalLong.of(1));
        Model model = after(
                Model.start(config(true, new Theme(Theme.Kind.NEUTRAL, Theme.Colors.NONE), "ghost"), NOON, 80, 24),
                new Event.Tick(NOON),
                new Event.Loaded(1, crowd(NOON, 30), History.NONE, ghost));
        assertThat(model.saved(Objects.requireNonNull(model.board())).rows())
                .hasSize(11)
                .last()
                .isEqualTo(ghost);
        Model typed = typed(model, "jf");
        assertThat(typed.saved(Objects.requireNonNull(typed.board())).rows()).hasSize(10);
    }

    @Test
    void theDayBeforeIsShownAndLeft() {
        Model yesterday = typed(CROWD, "d");
        assertThat(yesterday.day()).isEqualTo(LocalDate.parse("2026-11-21"));
        assertThat(yesterday.board()).isNull();
        assertThat(yesterday.fetching().version()).isEqualTo(2);
        Standings before = Scenes.yesterday(crowd(NOON, 3));
        Model closing = after(yesterday, loaded(yesterday, before));
        assertThat(closing.state()).isEqualTo(BoardState.CLOSING);
        Model closed = after(yesterday, loaded(yesterday, Scenes.marked(before, Scenes.CLOSED)));
        assertThat(closed.state()).isEqualTo(BoardState.FINAL);
        assertThat(after(closed, heard(null)).state()).isEqualTo(BoardState.FINAL);
        assertThat(typed(closed, "d").day()).isNull();
        assertThat(selected(typed(CROWD, "jjd"))).as("selected still").isEqualTo("t2");
        assertThat(typed(start(), "d")).isEqualTo(after(start(), new Event.Tick(NOON)));
    }

    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

    /** The empty board of the day after. */
    private static Standings nextDay(Instant asOf) {
        return new Standings(
                new BoardId("BTC", LocalDate.parse("2026-11-23")),
                "Bitcoin",
                LedgerView.none(2, Scenes.UTC),
                Standings.Reading.at(asOf),
                null,
                List.of());
    }

    private static Heartbeat beat(Instant at, long lagMillis) {
        return new Heartbeat(
                new DaemonId("w", "a log", "here", 7, NOON),
                Condition.RUNNING,
                new Meters.Snapshot(Map.of(), Map.of(Gauge.FLUSH_DELAY_MILLIS, lagMillis), Map.of()),
                Rates.NONE,
                at,
                Duration.ZERO);
    }

    @Test
    void lastStandingsStayAtMidnightUntilTheDaemonHasPassedIt() {
        Model before = shown(config(), BOARD);
        before = refreshed(before, board(MIDNIGHT.minusSeconds(30), "ann=300"));
        before = after(before, heard(beat(MIDNIGHT.minusSeconds(31), 0), MIDNIGHT.minusSeconds(30)));
        assertThat(before.state()).isEqualTo(BoardState.LIVE);

        Model closing = after(before, new Event.Tick(MIDNIGHT), heard(beat(MIDNIGHT.minusMillis(1), 0), MIDNIGHT));
        assertThat(closing.state()).isEqualTo(BoardState.CLOSING);
        Instant due = MIDNIGHT.plusSeconds(31);
        closing = after(
                closing, new Event.Tick(due), heard(beat(due, due.toEpochMilli() - MIDNIGHT.toEpochMilli() + 1), due));
        closing = after(closing, loaded(closing, nextDay(due)));
        assertThat(closing.state()).as("its oldest trade is of yesterday").isEqualTo(BoardState.CLOSING);
        assertThat(shownBoard(closing).standings().rows()).hasSize(1);
        assertThat(closing.fetching().next()).isEqualTo(due.plusSeconds(5));

        Model opened = after(
                closing, new Event.Tick(due.plusSeconds(5)), heard(beat(due.plusSeconds(4), 100), due.plusSeconds(5)));
        opened = after(opened, loaded(opened, nextDay(due.plusSeconds(5))));
        assertThat(opened.state()).isEqualTo(BoardState.EMPTY);
        assertThat(opened.moves()).isEmpty();
    }

    @Test
    void nobodyWaitsAtMidnightForADaemonThatIsGone() {
        Model model = after(
                refreshed(shown(config(), BOARD), board(MIDNIGHT.minusSeconds(30), "ann=300")),
                heard(daemon("STOPPED", Duration.ZERO), MIDNIGHT.minusSeconds(30)),
                new Event.Tick(MIDNIGHT.plusSeconds(31)));
        model = after(model, loaded(model, nextDay(MIDNIGHT.plusSeconds(31))));
        assertThat(shownBoard(model).standings().rows()).isEmpty();
        assertThat(model.state()).isEqualTo(BoardState.DAEMON_DOWN);
    }
}
