package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.daemon;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.stale;
import static io.tradeboard.screen.Scenes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Standings;
import io.tradeboard.screen.Model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateTest {
    private static final Standings BOARD = board(NOON, "ann=300", "bob=200", "cat=100");

    @Test
    void firstTickAsksForTheBoard() {
        Model model = after(start(), new Event.Tick(NOON));

        assertThat(model.wanted()).isEqualTo(1);
        assertThat(model.state()).isEqualTo(State.LOADING);
        assertThat(after(model, new Event.Tick(NOON.plusSeconds(1))).wanted()).isEqualTo(1);
    }

    @Test
    void nextFetchIsWhenTheCachedBoardIsOver() {
        Model model = shown(config(), board(NOON.minusSeconds(20), "ann=300"));

        assertThat(model.state()).isEqualTo(State.LIVE);
        assertThat(model.nextFetch()).isEqualTo(NOON.plusSeconds(41));
        assertThat(after(model, new Event.Tick(NOON.plusSeconds(40))).wanted()).isEqualTo(1);
        assertThat(after(model, new Event.Tick(NOON.plusSeconds(41))).wanted()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"-3600, 1", "3600, 61"})
    void clockThatDiffersFromThatOfRedisCannotHurryOrStopTheFetches(long skewSeconds, long fetchAfterSeconds) {
        Model model = shown(config(), board(NOON.plusSeconds(skewSeconds), "ann=300"));

        assertThat(model.nextFetch()).isEqualTo(NOON.plusSeconds(fetchAfterSeconds));
    }

    @Test
    void resultOfAnOlderQuestionIsDropped() {
        Model model = after(shown(config(), BOARD), new Event.Pressed(Event.Key.NEXT_SYMBOL));

        assertThat(model.symbol()).isEqualTo("ETH");
        assertThat(model.wanted()).isEqualTo(2);
        assertThat(after(model, new Event.Loaded(1, BOARD)).board()).isNull();
        assertThat(after(model, new Event.Loaded(2, BOARD)).board()).isNotNull();
    }

    @Test
    void movementIsAgainstTheBoardShownBefore() {
        Instant later = NOON.plusSeconds(61);
        Model model = after(shown(config(), BOARD), new Event.Tick(later));
        model = after(model, new Event.Loaded(2, board(later, "bob=900", "ann=300", "dan=200")));

        Model.Board shown = Objects.requireNonNull(model.board());
        assertThat(shown.before()).isEqualTo(NOON);
        assertThat(shown.ranksBefore())
                .containsEntry("ann", 1)
                .containsEntry("bob", 2)
                .doesNotContainKey("dan");
    }

    @Test
    void sameBoardAgainKeepsTheMovement() {
        Instant later = NOON.plusSeconds(61);
        Standings second = board(later, "bob=900", "ann=300");
        Model model = after(shown(config(), BOARD), new Event.Tick(later), new Event.Loaded(2, second));
        Model again = after(model, new Event.Tick(later.plusSeconds(61)), new Event.Loaded(3, second));

        assertThat(Objects.requireNonNull(again.board()).ranksBefore())
                .isEqualTo(Objects.requireNonNull(model.board()).ranksBefore())
                .isNotEmpty();
    }

    @Test
    void rowsStayWhileRedisIsAwayAndTheFetchIsTriedAgain() {
        Model away = after(shown(config(), BOARD), new Event.Unreachable("connection refused"));

        assertThat(away.state()).isEqualTo(State.REDIS_DOWN);
        assertThat(away.board()).isNotNull();
        assertThat(away.nextFetch()).isEqualTo(NOON.plusSeconds(5));

        Model back = after(away, new Event.Heard(daemon("RUNNING", Duration.ZERO)));
        assertThat(back.state()).isEqualTo(State.LIVE);
        assertThat(back.wanted()).isEqualTo(2);
    }

    @Test
    void staleBoardMeansThatRedisIsAway() {
        assertThat(shown(config(), stale(BOARD)).state()).isEqualTo(State.REDIS_DOWN);
    }

    @Test
    void refreshKeySaysWhereNothingNewerCanBeHad() {
        Model model = shown(config(), BOARD);
        Model early = after(model, new Event.Tick(NOON.plusSeconds(59)), new Event.Pressed(Event.Key.REFRESH));
        Model late = after(model, new Event.Tick(NOON.plusSeconds(60)), new Event.Pressed(Event.Key.REFRESH));

        assertThat(early.message()).isEqualTo("already newest");
        assertThat(early.wanted()).isEqualTo(1);
        assertThat(late.message()).isEmpty();
        assertThat(late.wanted()).isEqualTo(2);
    }

    @Test
    void symbolsAreChosenInARingOrByNumber() {
        Model model = shown(config(), BOARD);

        assertThat(after(model, new Event.Pressed(Event.Key.PREVIOUS_SYMBOL)).symbol())
                .isEqualTo("ETH");
        assertThat(after(model, new Event.Chosen(2)).symbol()).isEqualTo("ETH");
        assertThat(after(model, new Event.Chosen(3))).isEqualTo(model);
        assertThat(after(model, new Event.Chosen(1))).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource({"QUIT, 0", "END_OF_INPUT, 0", "INTERRUPT, 130"})
    void keyEndsTheScreen(Event.Key key, int code) {
        assertThat(after(start(), new Event.Pressed(key)).exitCode()).isEqualTo(code);
    }

    @Test
    void programEndsTheScreenWithItsCode() {
        assertThat(after(start(), new Event.Quit(143)).exitCode()).isEqualTo(143);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, 15, LIVE", "RUNNING, 16, DAEMON_DOWN", "STOPPED, 0, DAEMON_DOWN", "HEALING, 0, HEALING"})
    void daemonIsSeenByItsSignsOfLife(String state, long ageSeconds, State expected) {
        Model model = after(shown(config(), BOARD), new Event.Heard(daemon(state, Duration.ofSeconds(ageSeconds))));

        assertThat(model.state()).isEqualTo(expected);
    }

    @Test
    void silenceOfTheDaemonGrowsWhileNothingIsHeard() {
        Model model = after(
                shown(config(), BOARD),
                new Event.Heard(daemon("RUNNING", Duration.ofSeconds(10))),
                new Event.Tick(NOON.plusSeconds(6)));

        assertThat(model.state()).isEqualTo(State.DAEMON_DOWN);
    }

    @Test
    void noDaemonAtAllIsSaid() {
        assertThat(after(shown(config(), BOARD), new Event.Heard(null)).state()).isEqualTo(State.DAEMON_DOWN);
    }

    @Test
    void boardWithoutRowsIsEmpty() {
        assertThat(shown(config(), board(NOON)).state()).isEqualTo(State.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"75, LIVE", "76, LATE", "180, LATE", "181, STALE"})
    void ageIsJudgedAgainstTheRefresh(long ageSeconds, State expected) {
        Model model = after(shown(config(), BOARD), new Event.Tick(NOON.plusSeconds(ageSeconds)));

        assertThat(model.state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = Event.Key.class,
            names = {"REDRAW"})
    void redrawIsAskedFor(Event.Key key) {
        assertThat(after(start(), new Event.Pressed(key)).redraws()).isEqualTo(1);
        assertThat(after(start(), new Event.Resized(120, 30)).redraws()).isEqualTo(1);
    }
}
