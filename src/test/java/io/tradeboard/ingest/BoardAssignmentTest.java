package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.Symbols;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day has so many symbols at most that invented ones fill no memory, and the configured ones are always among them. */
class BoardAssignmentTest {
    private static final int MOST = 10_000;

    private final Symbols symbols = Symbols.parse("BTC:0,ETH:0", 0, false);
    private final long now = Clock.systemUTC().millis();
    private final Group group = new Group(now, 0, 0);
    private final BoardAssignment assignment = new BoardAssignment(
            new Rig(Path.of("")).config(symbols, Rig.DAYS, SyncMode.BATCH, false, true),
            new OtherCase(symbols, notice -> {}));

    @BeforeEach
    void inventSymbols() throws BadTradeException {
        for (int i = 0; i < MOST; i++) {
            assignment.assign(trade("X" + i, now), group);
        }
    }

    @Test
    void oneMoreIsRefusedAndAKnownOneIsNot() throws BadTradeException {
        assertThatThrownBy(() -> assignment.assign(trade("ONE-MORE", now), group))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("symbol ONE-MORE exceeds the limit of 10000 symbols a day");
        assignment.assign(trade("X7", now), group);
        assignment.assign(trade("ETH", now), group);
        assertThat(group.isEmpty()).isFalse();
    }

    @Test
    void anotherDayHasItsOwn() throws BadTradeException {
        assignment.assign(trade("ONE-MORE", now - Duration.ofDays(1).toMillis()), group);
    }

    private static LoggedTrade trade(String symbol, long timestampMillis) {
        return new LoggedTrade("ann", symbol, timestampMillis, 1, 0, null);
    }
}
