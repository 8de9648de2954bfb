package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.source.LineSource;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ids that are given to the trades of a file which has none. */
class ProduceIdsTest {
    private static final String CSV = "traderId,symbol,quantity\nann,BTC,1\nann,BTC,1\nbob,BTC,2\nann,BTC,1\n";

    @TempDir
    Path directory;

    /** What leaves every trade where it was. */
    private enum Same {
        AGAIN {
            @Override
            byte[] of(String text) {
                return bytes(text);
            }
        },
        PACKED {
            @Override
            byte[] of(String text) throws IOException {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (OutputStream out = new GZIPOutputStream(packed)) {
                    out.write(bytes(text));
                }
                return packed.toByteArray();
            }
        },
        WITH_DOS_LINE_ENDS {
            @Override
            byte[] of(String text) {
                return bytes(text.replace("\n", "\r\n"));
            }
        },
        WITH_BYTE_ORDER_MARK {
            @Override
            byte[] of(String text) {
                return bytes("\uFEFF" + text);
            }
        },
        WITH_BLANK_LINES {
            @Override
            byte[] of(String text) {
                return bytes(text.replace("\n", "\n\n"));
            }
        };

        abstract byte[] of(String text) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void theSameTradesHaveTheSameIds(Same same) throws IOException {
        String ndjson = "{\"traderId\":\"ann\",\"symbol\":\"BTC\",\"quantity\":1}\n".repeat(3);
        assertThat(ids(same.of(CSV)))
                .isEqualTo(ids(bytes(CSV)))
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(ids(same.of(ndjson)))
                .isEqualTo(ids(bytes(ndjson)))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void aFileThatHasGrownKeepsTheIdsOfItsFirstTrades() throws IOException {
        List<String> before = ids(bytes(CSV));
        List<String> after = ids(bytes(CSV + "carl,BTC,1\n"));
        assertThat(after).hasSize(5).startsWith(before.toArray(new String[0])).doesNotHaveDuplicates();
    }

    @Test
    void filesThatDifferShareNoIdsFromThereOn() throws IOException {
        List<String> one = ids(bytes(CSV));
        List<String> other = ids(bytes(CSV.replace("bob", "zed")));
        assertThat(other.subList(0, 2)).isEqualTo(one.subList(0, 2));
        assertThat(other.subList(2, 4)).doesNotContainAnyElementsOf(one);
    }

    @Test
    void aLineThatIsRefusedTakesPartAndAnIdThatIsGivenStays() throws IOException {
        String bad = "traderId,symbol,quantity,id\nann,BTC,-1,\nann,BTC,1,\nbob,BTC,1,mine\nann,BTC,1,\n";
        List<String> ids = ids(bytes(bad));
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(ids.get(1)).isEqualTo("mine");
        assertThat(ids(bytes(bad))).isEqualTo(ids);
    }

    @Test
    void whatComesThroughAPipeHasNewIdsEachTime() throws IOException {
        LineSource one = LineSource.pipe(new ByteArrayInputStream(bytes(CSV)), "stdin");
        LineSource again = LineSource.pipe(new ByteArrayInputStream(bytes(CSV)), "stdin");
        List<String> ids = ids(one);
        assertThat(ids).hasSize(4).doesNotHaveDuplicates().doesNotContainAnyElementsOf(ids(again));
    }

    private List<String> ids(byte[] content) throws IOException {
        Path file = Files.write(Files.createTempFile(directory, "trades", ""), content);
        return ids(LineSource.file(file, Map.of(), false));
    }

    private static List<String> ids(LineSource lines) throws IOException {
        Symbols symbols = Symbols.parse("BTC:8", 8, true);
        List<String> ids = new ArrayList<>();
        try (lines) {
            TradeFeed feed = new GivenTrades(lines, symbols, Clock.systemUTC(), (arrival, reason) -> {});
            for (List<Trade> next = feed.next(2); next != null; next = feed.next(2)) {
                next.forEach(trade -> ids.add(String.valueOf(trade.id())));
            }
        }
        return ids;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
