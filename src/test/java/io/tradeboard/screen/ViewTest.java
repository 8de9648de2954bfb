package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.audited;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.daemon;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.start;
import static io.tradeboard.screen.Scenes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import io.tradeboard.board.Standings;
import io.tradeboard.board.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ViewTest {
    private static final Instant LATER = NOON.plusSeconds(61);
    private static final Standings FIRST = board(
            NOON,
            "atlas-fund=481207714",
            "mira.k=400000000",
            "kestrel=399999999",
            "orion_desk=390455190",
            "zed=8841000",
            "gone=1");
    private static final Standings SECOND = board(
            LATER,
            "atlas-fund=481207714",
            "kestrel=479011502",
            "orion_desk=400000000",
            "mira.k=400000000",
            "quanta\u001b[31m\u202e\u009b=211840000",
            "東京トレーダー=190522075",
            "zed=8841001",
            "a-name-that-is-far-too-long-for-the-column-it-stands-in-by-any-measure=5");

    private static final Verdict DIFFERS = new Verdict(NOON.minusSeconds(120), 5, 1_200, "");
    private static final Verdict UNPROVEN = new Verdict(NOON.minusSeconds(120), 5, 0, "its log is gone");

    private static Model moved(WatchConfig config) {
        return after(
                shown(config, FIRST),
                new Event.Tick(LATER),
                new Event.Loaded(2, SECOND),
                new Event.Tick(LATER.plusSeconds(23)),
                new Event.Heard(daemon("RUNNING", Duration.ofSeconds(1))));
    }

    static Stream<Arguments> pictures() {
        Model live = moved(config());
        return Stream.of(
                Arguments.of("live-80x24", live, 80, 24),
                Arguments.of("live-120x30", live, 120, 30),
                Arguments.of("live-utf8-80x24", moved(utf8()), 80, 24),
                Arguments.of("first-80x24", shown(config(), FIRST), 80, 24),
                Arguments.of("loading-80x24", after(start(), new Event.Tick(NOON)), 80, 24),
                Arguments.of("empty-80x24", shown(config(), board(NOON)), 80, 24),
                Arguments.of(
                        "redis-down-80x24",
                        after(
                                live,
                                new Event.Tick(LATER.plusSeconds(275)),
                                new Event.Unreachable("connection refused")),
                        80,
                        24),
                Arguments.of(
                        "redis-down-first-80x24",
                        after(start(), new Event.Tick(NOON), new Event.Unreachable("connection refused")),
                        80,
                        24),
                Arguments.of(
                        "daemon-down-80x24", after(live, new Event.Heard(daemon("STOPPED", Duration.ZERO))), 80, 24),
                Arguments.of("no-daemon-80x24", after(live, new Event.Heard(null)), 80, 24),
                Arguments.of("healing-80x24", after(live, new Event.Heard(daemon("HEALING", Duration.ZERO))), 80, 24),
                Arguments.of(
                        "stale-80x24",
                        after(
                                live,
                                new Event.Tick(LATER.plusSeconds(200)),
                                new Event.Heard(daemon("RUNNING", Duration.ZERO))),
                        80,
                        24),
                Arguments.of("newest-80x24", after(live, new Event.Pressed(Event.Key.REFRESH)), 80, 24),
                Arguments.of(
                        "wide-volumes-80x24",
                        shown(config(), board(NOON, "ann=900719925474099100", "bob=900719925474099000")),
                        80,
                        24),
                Arguments.of("too-small-60x20", live, 60, 20),
                Arguments.of("differs-80x24", shown(config(), audited(FIRST, DIFFERS)), 80, 24),
                Arguments.of("unproven-80x24", shown(config(), audited(FIRST, UNPROVEN)), 80, 24),
                Arguments.of("no-audit-80x24", shown(config(), audited(FIRST, null)), 80, 24),
                Arguments.of(
                        "old-audit-80x24",
                        shown(config(), audited(FIRST, new Verdict(NOON.minusSeconds(15 * 60 + 1), 5, 0, ""))),
                        80,
                        24));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void screenLooksLikeItsPicture(String name, Model model, int columns, int rows) {
        assertThat(Pictures.draw(model, columns, rows)).isEqualTo(Pictures.stored(name));
    }

    @Test
    void colourRepeatsTheMovementAndNeverPaintsTheBackground() {
        int movementEnds = Table.MOVEMENT_AT + 5;
        Model colour = moved(utf8());

        assertThat(Pictures.cell(colour, movementEnds, 6).getForegroundColor()).isEqualTo(TextColor.ANSI.BLUE);
        assertThat(Pictures.cell(colour, movementEnds, 8).getForegroundColor()).isEqualTo(TextColor.ANSI.MAGENTA);
        assertThat(Pictures.cell(colour, movementEnds, 5).getForegroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
        assertThat(Pictures.cell(colour, movementEnds, 6).getBackgroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
        assertThat(Pictures.cell(moved(config()), movementEnds, 6).getForegroundColor())
                .isEqualTo(TextColor.ANSI.DEFAULT);
    }

    @Test
    void onlyAnExactAuditIsNotReversed() {
        assertThat(Pictures.cell(moved(config()), 79, 1).getModifiers()).isEmpty();
        assertThat(Pictures.cell(shown(config(), audited(FIRST, DIFFERS)), 79, 1)
                        .getModifiers())
                .containsExactly(SGR.REVERSE);
        assertThat(Pictures.cell(shown(config(), audited(FIRST, UNPROVEN)), 79, 1)
                        .getModifiers())
                .containsExactly(SGR.REVERSE);
    }

    @Test
    void wordOfAnyStateButLiveIsReversed() {
        assertThat(Pictures.cell(moved(config()), 79, 0).getModifiers()).containsExactly(SGR.BOLD);
        assertThat(Pictures.cell(start(), 79, 0).getModifiers()).containsExactly(SGR.REVERSE);
    }
}
