package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeColumns;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day has so many symbols at most that invented ones fill no memory, and the configured ones are always among them. */
class BoardAssignmentTest {
    private static final int MOST = 10_000;

    private final Symbols symbols = Symbols.parse("BTC:0,ETH:0", 0, false);
    private final long now = Clock.systemUTC().millis();
    private final TradeColumns trades = new TradeColumns();
    private final FastDecoder decoder = new FastDecoder(symbols, new Identities());
    private final BoardAssignment assignment = new BoardAssignment(
            new Rig(Path.of("")).config(symbols, Rig.DAYS, SyncMode.BATCH, false, true),
            new OtherCase(symbols, notice -> {}));

    @BeforeEach
    void inventSymbols() throws BadTradeException {
        decoder.begin(trades);
        for (int i = 0; i < MOST; i++) {
            assign("X" + i, now);
        }
    }

    @Test
    void oneMoreIsRefusedAndAKnownOneIsNot() throws BadTradeException {
        assertThatThrownBy(() -> assign("ONE-MORE", now))
                .isInstanceOf(BadTradeException.class)
                .hasMessage("symbol ONE-MORE exceeds the limit of 10000 symbols a day");
        assertThat(assign("X7", now)).isEqualTo(board("X7", now));
        assertThat(assign("ETH", now)).isEqualTo(board("ETH", now));
    }

    @Test
    void anotherDayHasItsOwn() throws BadTradeException {
        long yesterday = now - Duration.ofDays(1).toMillis();
        assertThat(assign("ONE-MORE", yesterday)).isEqualTo(board("ONE-MORE", yesterday));
    }

    /** Any days in any order, some of them over: each is on the board of its own day, and late where that is over. */
    @Test
    void rowsAreOnTheBoardsOfTheirDays() throws BadTradeException {
        Random random = new Random(20261128);
        for (int i = 0; i < 20_000; i++) {
            long millis =
                    now - (long) (random.nextGaussian() * Duration.ofHours(30).toMillis());
            String symbol = "X" + random.nextInt(5);
            BoardId assigned = assign(symbol, millis);
            assertThat(assigned).isEqualTo(board(symbol, millis));
            assertThat(trades.isLate(trades.size() - 1)).isEqualTo(Rig.DAYS.isLate(assigned.day(), now));
        }
    }

    private BoardId assign(String symbol, long timestampMillis) throws BadTradeException {
        int row = trades.add();
        decoder.put(new Trade(null, timestampMillis, "ann", symbol, 1, 0), trades, row);
        if (row % 3 == 0) {
            assignment.begin(trades, decoder.symbols(), now);
        }
        assignment.assign(row);
        return trades.board(trades.boardOf(row)).id();
    }

    private static BoardId board(String symbol, long timestampMillis) {
        return new BoardId(symbol, Rig.DAYS.dayOf(timestampMillis));
    }
}
