package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.Identities;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.Trade;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateWindowTest {
    private static final Identities IDENTITIES = new Identities("00112233445566778899aabbccddeeff");

    @Test
    void aTradeIsKnownAgainByIdSymbolAndTrader() {
        DuplicateWindow window = new DuplicateWindow(10);

        assertThat(window.isNew(identity("1", "ann", "BTC"))).isTrue();
        assertThat(window.isNew(identity("1", "ann", "BTC"))).isFalse();
        assertThat(window.isNew(identity("1", "bob", "BTC"))).isTrue();
        assertThat(window.isNew(identity("1", "ann", "ETH"))).isTrue();
        assertThat(window.isNew(identity("2", "ann", "BTC"))).isTrue();
    }

    @Test
    void theOldestIsForgottenFirst() {
        DuplicateWindow window = new DuplicateWindow(2);
        window.isNew(identity("1", "ann", "BTC"));
        window.isNew(identity("2", "ann", "BTC"));
        window.isNew(identity("3", "ann", "BTC"));

        assertThat(window.isNew(identity("2", "ann", "BTC"))).isFalse();
        assertThat(window.isNew(identity("1", "ann", "BTC"))).isTrue();
    }

    @Test
    void withoutAnIdOrAWindowEveryTradeIsNew() {
        for (int i = 0; i < 2; i++) {
            assertThat(new DuplicateWindow(0).isNew(identity("1", "ann", "BTC")))
                    .isTrue();
        }
        DuplicateWindow window = new DuplicateWindow(2);
        for (int i = 0; i < 2; i++) {
            assertThat(window.isNew(identity(null, "ann", "BTC"))).isTrue();
        }
    }

    /** Against a set of the library, over many windows; few different identities, and few homes for them. */
    @Test
    void aWindowForgetsAndKnowsAsALinkedSetDoes() {
        Random random = new Random(20261123);
        for (int round = 0; round < 200; round++) {
            int limit = 1 + random.nextInt(1 << random.nextInt(14));
            // Numbers that pass the largest, and those that pass 0.
            int first = (round % 2 == 0 ? Integer.MAX_VALUE : 0) - random.nextInt(3 * limit);
            DuplicateWindow window = new DuplicateWindow(limit, first);
            Set<LoggedTrade.Identity> latest = new LinkedHashSet<>();
            for (int i = 0; i < 3 * limit + 100; i++) {
                long home = random.nextInt(4) == 0 ? -1 - random.nextInt(3) : 1 + random.nextInt(1 + 2 * limit);
                LoggedTrade.Identity identity = new LoggedTrade.Identity(home, random.nextInt(3));
                boolean isNew = latest.add(identity);
                if (latest.size() > limit) {
                    latest.remove(latest.iterator().next());
                }
                assertThat(window.isNew(identity))
                        .as("limit %s, trade %s", limit, i)
                        .isEqualTo(isNew);
            }
        }
    }

    private static LoggedTrade.@Nullable Identity identity(@Nullable String id, String trader, String symbol) {
        return LoggedTrade.of(new Trade(id, 1_000, trader, symbol, 1, 8), IDENTITIES)
                .identity();
    }
}
