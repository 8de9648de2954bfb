package io.tradeboard.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Marks;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Verdict;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pins the shapes that scripts read. */
class StandingsWriterTest {
    private static final Instant AS_OF = Instant.parse("2026-11-22T14:32:00.123456Z");

    @Test
    void jsonIsOneObjectALine() throws IOException {
        assertThat(print(StandingsWriter.Format.json))
                .isEqualTo("{\"schema\":\"tradeboard.board/1\",\"symbol\":\"BTC\",\"name\":\"Bitcoin\","
                        + "\"day\":\"2026-11-22\",\"zone\":\"UTC\",\"asOf\":\"2026-11-22T14:32:00.123Z\",\"nextAt\":null,\"ageMs\":23000,"
                        + "\"stale\":false,\"final\":false,\"state\":\"LIVE\",\"reason\":null,\"daemons\":null,\"audit\":{\"at\":\"2026-11-22T14:31:00.123Z\",\"trades\":4,\"differences\":1,\"pending\":0,\"behind\":false,"
                        + "\"unverified\":\"its log is gone\"},\"totalVolume\":\"30.00\",\"traders\":3,"
                        + "\"trades\":4,\"shards\":1,\"rows\":["
                        + "{\"rank\":1,\"tied\":false,\"traderId\":\"=1+1\",\"name\":\"=1+1\",\"volume\":\"20.00\",\"capped\":false,"
                        + "\"share\":\"0.6667\",\"gapToNext\":null,\"movement\":null,\"lastHour\":null},"
                        + "{\"rank\":2,\"tied\":true,\"traderId\":\"a,b\",\"name\":\"a,b\",\"volume\":\"5.00\",\"capped\":false,"
                        + "\"share\":\"0.1667\",\"gapToNext\":\"15.00\",\"movement\":null,\"lastHour\":null},"
                        + "{\"rank\":2,\"tied\":true,\"traderId\":\"@Zoë\",\"name\":\"@Zoë\",\"volume\":\"5.00\",\"capped\":false,"
                        + "\"share\":\"0.1667\",\"gapToNext\":\"15.00\",\"movement\":null,\"lastHour\":null}]}\n");
    }

    @Test
    void csvHasAHeaderAndNoFormulas() throws IOException {
        assertThat(print(StandingsWriter.Format.csv).split("\r\n"))
                .containsExactly(
                        "as_of,day,symbol,rank,tied,trader_id,name,volume,share,gap_to_next",
                        "2026-11-22T14:32:00.123Z,2026-11-22,BTC,1,false,'=1+1,'=1+1,20.00,0.6667,",
                        "2026-11-22T14:32:00.123Z,2026-11-22,BTC,2,true,\"a,b\",\"a,b\",5.00,0.1667,15.00",
                        "2026-11-22T14:32:00.123Z,2026-11-22,BTC,2,true,'@Zoë,'@Zoë,5.00,0.1667,15.00");
    }

    private static String print(StandingsWriter.Format format) throws IOException {
        StringBuilder out = new StringBuilder();
        LedgerView ledger = new LedgerView(2, ZoneId.of("UTC"), 3, 4, BigInteger.valueOf(3_000), AS_OF, Marks.NONE, "");
        Standings standings = new Standings(
                new BoardId("BTC", LocalDate.of(2026, 11, 22)),
                "Bitcoin",
                ledger,
                Standings.Reading.at(AS_OF),
                new Verdict(AS_OF.minusSeconds(60), 4, 1, 0, false, "its log is gone"),
                List.of(
                        new Standings.Row(1, false, "=1+1", 2_000, OptionalLong.empty()),
                        new Standings.Row(2, true, "a,b", 500, OptionalLong.of(1_500)),
                        new Standings.Row(2, true, "@Zoë", 500, OptionalLong.of(1_500))));
        new StandingsWriter(
                        lines -> out.append(Printable.cleanLines(lines)),
                        Clock.fixed(AS_OF.plusSeconds(23), ZoneOffset.UTC),
                        format,
                        10)
                .write(standings);
        return out.toString();
    }
}
