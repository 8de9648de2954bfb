package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.daemon;
import static io.tradeboard.screen.Scenes.heard;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.BoardState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the screen claims of a daemon that may have died. */
class ReportsViewTest {
    private static final Model SHOWN = shown(config(), board(NOON, "ann=300", "bob=200"));

    private static Model lastReport(int secondsAgo) {
        return after(SHOWN, heard(daemon("RUNNING", Duration.ofSeconds(secondsAgo))));
    }

    @Test
    void reportThatIsOverdueIsShownWithItsAge() {
        Model model = lastReport(9);

        assertThat(model.state()).isEqualTo(BoardState.LIVE);
        assertThat(Pictures.draw(model, 120, 30))
                .contains("| last report 9s ago", "RUNNING since 13:32:00, last report 9s ago")
                .doesNotContain("trades/s", "flush delay 0.4s");
    }

    @Test
    void ageOfAReportGoesOn() {
        Model model = lastReport(9);
        Model later = after(model, new Event.Tick(NOON.plusSeconds(3)));

        assertThat(Pictures.draw(later, 120, 30)).contains("RUNNING since 13:32:00, last report 12s ago");
        assertThat(later.within(120, 30).states())
                .isNotEqualTo(model.within(120, 30).states());
    }

    @Test
    void usualReportSaysHowFastTheDaemonIs() {
        assertThat(Pictures.draw(lastReport(3), 120, 30))
                .contains("flush delay 0.4s", "RUNNING since 13:32:00, 200 trades/s")
                .doesNotContain("last report");
    }

    @Test
    void countsSaySinceWhen() {
        assertThat(Pictures.draw(lastReport(1), 120, 30))
                .contains("not counted  since 13:32: 0 rejected, 0 late, 0 duplicates");
        Model tomorrow = after(
                shown(config(), Scenes.yesterday(board(NOON, "ann=300"))),
                heard(daemon("RUNNING", Duration.ofSeconds(1))));
        assertThat(Pictures.draw(tomorrow, 120, 30)).contains("not counted  since 11-22: 0 rejected");
    }

    @Test
    void answerToAKeyHasItsOwnLineWhileTheScreenIsPaused() {
        assertThat(Pictures.draw(typed(lastReport(1), " r"), 50, 16))
                .endsWith("\n PAUSED 14:32:00, 0 newer updates. Space resumes\nalready newest\n");
    }
}
