package io.tradeboard.log;

import static io.tradeboard.log.Records.BTC;
import static io.tradeboard.log.Records.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.Columns;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradeColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final int CHECKSUM = 0xCAFE;

    @Test
    void whatIsStoredIsReadBack() throws IOException {
        Summary read = Objects.requireNonNull(Summary.decode(stored(), 77, CHECKSUM));

        assertThat(read.nexts()).isEqualTo(Map.of(BTC, 13L, ETH, 12L));
        assertThat(read.positions()).isEqualTo(Map.of("file:1:00", "9 3"));
        assertThat(read.gaps()).isEmpty();
        assertThat(read.nextOffset()).isEqualTo(14);
        assertThat(read.newestMillis()).isEqualTo(900);
    }

    @Test
    void anEmptyOneIsReadBack() throws IOException {
        Summary read = Objects.requireNonNull(Summary.decode(new Summary(7).encode(77, CHECKSUM), 77, CHECKSUM));

        assertThat(read.nexts()).isEmpty();
        assertThat(read.nextOffset()).isEqualTo(7);
    }

    @Test
    void aSegmentOfAnotherSizeHasNone() throws IOException {
        assertThat(Summary.decode(stored(), 78, CHECKSUM)).isNull();
    }

    @Test
    void aSegmentOfOtherBytesHasNone() throws IOException {
        assertThat(Summary.decode(stored(), 77, CHECKSUM + 1)).isNull();
    }

    @Test
    void noFlippedBitIsBelieved() throws IOException {
        byte[] stored = stored();
        for (int bit = 0; bit < stored.length * 8; bit++) {
            stored[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Summary.decode(stored, 77, CHECKSUM)).as("bit %d", bit).isNull();
            stored[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    @Test
    void noCutOneIsBelieved() throws IOException {
        byte[] stored = stored();
        for (int length = 0; length < stored.length; length++) {
            assertThat(Summary.decode(Arrays.copyOf(stored, length), 77, CHECKSUM))
                    .as("%d bytes", length)
                    .isNull();
        }
    }

    /** Of records 10 to 13, the last of which came too late. */
    private static byte[] stored() throws IOException {
        Summary summary = new Summary(10);
        TradeColumns records = new TradeColumns();
        Columns.add(trade(500), BTC, false, records);
        Columns.add(trade(900), ETH, false, records);
        Columns.add(trade(600), BTC, false, records);
        Columns.add(trade(100), BTC, true, records);
        summary.add(10, records);
        summary.reach(14, 800);
        summary.positions().put("file:1:00", "9 3");
        return summary.encode(77, CHECKSUM);
    }

    private static LoggedTrade trade(long timestampMillis) {
        return new LoggedTrade("ann", "any", timestampMillis, 1, 8, null);
    }
}
