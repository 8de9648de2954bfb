package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import org.junit.jupiter.api.Test;

class BadgeTest {
    @Test
    void badgeNamesSymbolLeaderAndState() {
        assertThat(Badge.svg(Views.live("BTC", "mira.k=9", "ann=1"))).contains("<title>BTC #1 mira.k · LIVE</title>");
    }

    @Test
    void emptyBoardHasNoLeader() {
        String badge = Badge.svg(Views.view("ETH", BoardState.EMPTY, "", History.NONE));
        assertThat(badge).contains("ETH nobody yet · EMPTY");
    }

    @Test
    void longNameIsCutAndAHostileOneEscaped() {
        assertThat(Badge.svg(Views.live("BTC", "x".repeat(100) + "=1"))).contains("x".repeat(24) + "…");
        assertThat(Badge.svg(Views.live("BTC", "\"><script>=1")))
                .contains("&quot;&gt;&lt;script&gt;")
                .doesNotContain("<script");
    }
}
