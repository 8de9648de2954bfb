package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Meters;
import io.tradeboard.status.Condition;
import io.tradeboard.status.DaemonId;
import io.tradeboard.status.DaemonState;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.Rates;
import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader notices itself that Redis lost data. */
class FallsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final BoardId BTC = new BoardId("BTC", LocalDate.parse("2026-11-22"));

    private final Falls falls = new Falls();

    @ParameterizedTest
    @CsvSource({
        "100, 50,      101, 51,      false",
        "100, 50,      100, 50,      false",
        "100, 50,      99,  50,      true",
        "100, 50,      100, 49,      true",
        "100, 50,      200, '',      true",
        "100, '',      200, 50,      false",
        "100, 50>90 1/3, 100, 50,    false",
        "100, junk,    100, junk,    false",
        "100, junk,    99,  junk,    true",
        "0,   '',      0,   '',      false"
    })
    void aBoardFellWhereTradesOrAMarkAreLower(long trades, String mark, long laterTrades, String later, boolean fell) {
        falls.isFallen(BTC, ledger(trades, mark), NOON, daemon("RUNNING", NOON));

        assertThat(falls.isFallen(BTC, ledger(laterTrades, later), NOON, daemon("RUNNING", NOON)))
                .isEqualTo(fell);
    }

    @Test
    void aBoardThatVanishedFellUntilItIsWholeAgain() {
        assertThat(falls.isFallen(BTC, ledger(100, "50"), NOON, Vitals.UNKNOWN)).isFalse();
        LedgerView none = LedgerView.none(8, ZoneOffset.UTC);
        assertThat(falls.isFallen(BTC, none, NOON, Vitals.UNKNOWN)).isTrue();
        assertThat(falls.isFallen(BTC, ledger(4, "7"), NOON, Vitals.UNKNOWN)).isTrue();
        assertThat(falls.isFallen(BTC, ledger(99, "50"), NOON, Vitals.UNKNOWN)).isTrue();
        assertThat(falls.isFallen(BTC, ledger(100, "50"), NOON, Vitals.UNKNOWN)).isFalse();
        assertThat(falls.isFallen(BTC, ledger(99, "50"), NOON, Vitals.UNKNOWN)).isTrue();
    }

    @Test
    void aDaemonThatHasNothingToReplayLaterEndsIt() {
        falls.isFallen(BTC, ledger(100, "50"), NOON, Vitals.UNKNOWN);
        LedgerView low = ledger(4, "7");
        assertThat(falls.isFallen(BTC, low, NOON, daemon("RUNNING", NOON))).isTrue();
        Instant noticed = NOON.plus(Falls.NOTICED).plusMillis(1);
        assertThat(falls.isFallen(BTC, low, noticed, daemon("RUNNING", NOON.plusSeconds(2))))
                .as("it may not have noticed yet")
                .isTrue();
        assertThat(falls.isFallen(BTC, low, noticed, daemon("HEALING", noticed)))
                .isTrue();
        assertThat(falls.isFallen(BTC, low, noticed, daemon("RUNNING", noticed)))
                .isFalse();
        assertThat(falls.isFallen(BTC, low, noticed, Vitals.UNKNOWN)).isFalse();
    }

    private static LedgerView ledger(long trades, String mark) {
        Marks marks = mark.isEmpty() ? Marks.NONE : new Marks(Map.of("w", mark), Set.of());
        return new LedgerView(8, ZoneOffset.UTC, trades, trades, BigInteger.valueOf(trades), null, marks, "");
    }

    private static Vitals daemon(String state, Instant at) {
        Heartbeat beat = new Heartbeat(
                new DaemonId("w", "", "", 0, NOON),
                new Condition(DaemonState.valueOf(state), "", List.of()),
                Meters.Snapshot.NONE,
                Rates.NONE,
                at,
                Duration.ZERO);
        return new Vitals(List.of(beat), "", "", at, null);
    }
}
