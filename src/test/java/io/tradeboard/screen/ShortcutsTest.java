package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortcutsTest {
    /** Any other is answered with a hint at the help. */
    @Test
    void exactlyTheCharactersThatDoSomethingAreDescribed() {
        Set<String> described = new HashSet<>();
        Shortcuts.ALL.forEach(each -> described.addAll(Set.of(each.keys().split(" +", -1))));
        // The key of + without Shift.
        described.add("=");
        Model model = shown(config(), board(NOON, "ann=300"));
        for (char c = '!'; c <= '~'; c++) {
            boolean means = (c >= '1' && c <= '9') || described.contains(String.valueOf(c));
            boolean hinted = typed(model, String.valueOf(c)).message().equals("? for help");
            assertThat(hinted).as(String.valueOf(c)).isNotEqualTo(means);
        }
    }

    @Test
    void helpFitsBesideAPage() {
        assertThat(Shortcuts.lines()).allMatch(line -> line.length() <= HelpPage.CELLS - 4);
    }
}
