package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.match;
import static io.tradeboard.screen.Scenes.pressed;
import static io.tradeboard.screen.Scenes.refreshed;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.History;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import io.tradeboard.trade.BoardId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The traders directory changes while a screen runs. */
class DirectoryChangeTest {
    private static final Instant FIRST = NOON;
    private static final Instant SECOND = NOON.plusSeconds(61);
    private static final Instant THIRD = NOON.plusSeconds(122);
    private static final Instant FOURTH = NOON.plusSeconds(183);

    private static final int OTHER = 7;

    /** Bob has passed Ann, as everybody could see. */
    private final Model moved =
            refreshed(shown(config(), board(FIRST, "ann=300", "bob=200")), board(SECOND, "bob=400", "ann=300"));

    /** Then bob is hidden. */
    private final Standings hidden = with(OTHER, board(THIRD, "Trader 7f3a=500", "ann=300"));

    private static Standings with(int directory, Standings s) {
        Standings.Reading r = s.reading();
        Standings.Reading other = new Standings.Reading(r.asOf(), r.stale(), r.fell(), r.vitals(), directory);
        return new Standings(s.board(), s.title(), s.ledger(), other, s.audit(), s.rows());
    }

    private static Model.Board shownBoard(Model model) {
        return Objects.requireNonNull(model.board());
    }

    @Test
    void aNameThatWasHiddenGoesFromTheMovesAndTheNewOneHasNotEntered() {
        assertThat(moved.moves()).extracting(Moves.Move::text).containsExactly("bob passed ann for #1");
        Model after = refreshed(moved, hidden);

        assertThat(after.moves()).isEmpty();
        assertThat(shownBoard(after).before()).isNull();
        assertThat(Pictures.draw(after, 80, 24)).contains("Trader 7f3a").doesNotContain("bob");
    }

    @Test
    void aFollowedTraderWhoWasHiddenIsNotNamed() {
        Model following = after(typed(pressed(moved, Event.Key.DOWN), "f"), new Event.Tick(SECOND));
        assertThat(following.followed()).isEqualTo("bob");
        assertThat(Pictures.draw(following, 80, 24)).contains("bob (followed)");

        Model after = refreshed(following, hidden);
        assertThat(Pictures.draw(after, 80, 24))
                .contains("followed: not on this board")
                .doesNotContain("bob");
        assertThat(Pictures.draw(typed(after, "w"), 80, 24)).doesNotContain("bob");
        assertThat(Pictures.draw(typed(after, "r"), 80, 24)).doesNotContain("bob");
        Model stopped = typed(after, "f");
        assertThat(stopped.followed()).isNull();
        assertThat(stopped.message()).isEqualTo("the trader is no longer followed");
    }

    @Test
    void anAnswerThatNamesATraderGoesWithTheDirectory() {
        Model copied = after(moved, new Event.Tick(SECOND.plusSeconds(55)), new Event.Done("sent: bob"));
        assertThat(refreshed(copied, hidden).message()).isEmpty();
    }

    @Test
    void plainTextDoesNotNameAFollowedTraderWhoIsHidden() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        FakeBoards boards = new FakeBoards(hidden) {
            @Override
            public Neighbours neighbours(BoardId board, String traderId, int around) {
                return new Neighbours(hidden, null);
            }
        };
        PlainWatch watch = new PlainWatch(Scenes.config(true, config().theme(), "bob"), boards, printed, printed);
        watch.quit(0);

        assertThat(watch.run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("followed: not on this board")
                .doesNotContain("bob");
    }

    @Test
    void movesAreMeasuredAgainFromThereOn() {
        Model after = refreshed(refreshed(moved, hidden), with(OTHER, board(FOURTH, "ann=900", "Trader 7f3a=500")));

        assertThat(after.moves()).extracting(Moves.Move::text).containsExactly("ann passed Trader 7f3a for #1");
        assertThat(Objects.requireNonNull(shownBoard(after).before()).rank("Trader 7f3a"))
                .hasValue(1);
    }

    @Test
    void whatWasFoundBeforeIsLookedForAgain() {
        Model found = after(
                pressed(typed(moved, "/bobby"), Event.Key.ENTER), new Event.Found(2, List.of(match("bobby", 137))));
        assertThat(Objects.requireNonNull(found.search()).matches()).hasSize(1);
        Model after = refreshed(found, hidden);

        assertThat(Objects.requireNonNull(after.search()).matches()).isNull();
        assertThat(after.search().text()).isEqualTo("bobby");
    }

    @Test
    void plainTextSaysNothingOfWhoMovedWhereTheDirectoryChanged() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        PlainWatch watch = new PlainWatch(config(), new FakeBoards(hidden), nowhere, nowhere);

        assertThat(watch.changes(board(SECOND, "bob=400", "ann=300"), hidden)).isEmpty();
        assertThat(watch.changes(hidden, with(OTHER, board(FOURTH, "ann=900", "Trader 7f3a=500"))))
                .hasSize(1);
    }

    @Test
    void anAliasIsShownFoundAndFollowedAndStaysTheSameTrader() {
        Standings.Row ann = board(SECOND, "ann=300").rows().get(0);
        Standings.Row named =
                new Standings.Row(ann.rank(), ann.tied(), ann.traderId(), "Blue Heron", ann.volume(), ann.gapToNext());
        Standings board = board(SECOND, "bob=400", "ann=300");
        Standings aliased = board.with(List.of(board.rows().get(0), named));
        Model model = shown(config(), aliased);

        assertThat(Pictures.draw(model, 80, 24)).contains("Blue Heron").doesNotContain("ann");
        for (String part : List.of("/heron", "/ANN")) {
            Model found = pressed(typed(model, part), Event.Key.ENTER);
            assertThat(found.cursor().trader()).isEqualTo("ann");
            assertThat(typed(found, "f").followed()).isEqualTo("ann");
        }
        Model following = Model.start(Scenes.config(true, config().theme(), "Blue Heron"), NOON, 80, 24);
        following = after(following, new Event.Tick(NOON), new Event.Loaded(1, board, History.NONE, named));
        assertThat(following.followedRow(shownBoard(following))).isEqualTo(named);
    }
}
