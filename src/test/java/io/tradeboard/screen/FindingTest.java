package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.crowd;
import static io.tradeboard.screen.Scenes.loaded;
import static io.tradeboard.screen.Scenes.match;
import static io.tradeboard.screen.Scenes.pressed;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTest {
    private static final Model CROWD = shown(config(), crowd(NOON, 101));

    /** Found beyond the rows that are shown. */
    private static final Model FOUND =
            pressed(after(typed(CROWD, "/zo"), new Event.Found(1, List.of(match("Zoë", 15)))), Event.Key.ENTER);

    private static String prompt(Model model) {
        return model.overlay() instanceof Overlay.Prompt prompt ? prompt.text() : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "nn", "nN"})
    void onlyMatchBeyondTheRowsStaysFound(String keys) {
        assertThat(FOUND.message()).isEqualTo("Zoë is #15, f to follow");

        Model next = typed(FOUND, keys);

        assertThat(next.message()).doesNotContain("no trader has");
        assertThat(typed(next, "f").followed()).isEqualTo("Zoë");
    }

    @Test
    void nextSaysThatThereIsNoOtherMatch() {
        assertThat(typed(FOUND, "n").message()).isEqualTo("no other match; Zoë is #15, f to follow");

        Model inSight = pressed(typed(CROWD, "/t10"), Event.Key.ENTER);
        Model asked = typed(inSight, "n");
        Model answered = after(asked, new Event.Found(1, List.of(match("t10", 10))));
        assertThat(answered.message()).isEqualTo("no other match");
        assertThat(answered.cursor().trader()).isEqualTo("t10");
    }

    @ParameterizedTest
    @CsvSource({"ZOE", "zoë", "OË", "oe"})
    void caseAndDiacriticsAreIgnored(String part) {
        Model model = shown(config(), board(NOON, "ann=300", "Zoë=200"));

        assertThat(typed(model, "/" + part).cursor().trader()).isEqualTo("Zoë");
    }

    @Test
    void overviewFollowsNobody() {
        Model model = typed(CROWD, "jof");

        assertThat(model.followed()).isNull();
        assertThat(model.message()).isEqualTo("open a board with Enter, and select a row there");
    }

    @Test
    void followedTraderIsNamedAsTheBoardNamesIt() {
        Standings.Row whale = new Standings.Row(2, false, "moving-whale", "The Whale", 200, OptionalLong.of(100));
        Standings board = board(NOON, "ann=300", "bob=200");
        Model model = shown(config(), board.with(List.of(board.rows().get(0), whale)));
        Model followed = typed(model, "jjf");
        assertThat(followed.followed()).isEqualTo("moving-whale");

        assertThat(typed(followed, "f").message()).isEqualTo("The Whale is no longer followed");
        assertThat(typed(pressed(followed, Event.Key.ESCAPE), "f").message())
                .isEqualTo("The Whale is no longer followed");
        assertThat(typed(pressed(model, Event.Key.DOWN, Event.Key.DOWN, Event.Key.ENTER), "f")
                        .message())
                .isEqualTo("The Whale is followed");
    }

    @Test
    void traderFollowedByItsNameIsLetGoByItsRow() {
        Model model = shown(config(true, config().theme(), "bob"), board(NOON, "ann=300", "bob=200"));
        Standings board = Objects.requireNonNull(model.board()).standings();
        Model read = after(
                model,
                new Event.Loaded(model.fetching().version(), board, History.NONE, board.row("bob")),
                loaded(model, board));

        assertThat(typed(read, "jjf").followed()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ann lee | ''", "' ' | ''"})
    void ctrlUEmptiesAPrompt(String text, String left) {
        assertThat(prompt(pressed(typed(CROWD, "/" + text), Event.Key.CTRL_U))).isEqualTo(left);
        assertThat(prompt(pressed(typed(CROWD, ":" + text), Event.Key.CTRL_U))).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ann lee | 'ann '", "'ann lee  ' | 'ann '", "ann | ''", "'' | ''"})
    void ctrlWDeletesAWord(String text, String left) {
        assertThat(prompt(pressed(typed(CROWD, "/" + text), Event.Key.CTRL_W))).isEqualTo(left);
    }

    @Test
    void nameIsCopiedOnThePageOfATrader() {
        Model page = pressed(CROWD, Event.Key.DOWN, Event.Key.DOWN, Event.Key.ENTER);

        Model copied = typed(page, "y");

        assertThat(copied.requests().count(Requests.Request.COPY)).isEqualTo(1);
        assertThat(Selection.text(copied)).isEqualTo("t2");
        assertThat(typed(page, "n").message()).isEqualTo("? for help");
    }
}
