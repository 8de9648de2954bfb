package io.tradeboard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.audit.Difference.Of;
import io.tradeboard.read.BoardPages;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

class InputAuditTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final Ground ground = new Ground(redis);
    private final InputAudit audit =
            new InputAudit(new BoardPages(redis), Ground.DAYS, ground.btc.day(), null, Integer.MAX_VALUE);

    @Test
    void givenTradesThatAreAllOfTheBoardAreExact() throws IOException {
        ground.flush("w", 0, 3, Map.of("ann", 12L, "bob", 1L));
        give("1", "ann", 5);
        give("2", "ann", 7);
        give("3", "bob", 1);
        give("3", "bob", 1);

        assertThat(ground.only(compare())).isEqualTo(ground.exact(3, 2, 0));
    }

    @Test
    void aTradeOfAnotherDayIsNotOfTheBoard() throws IOException {
        ground.flush("w", 0, 1, Map.of("ann", 5L));
        give("1", "ann", 5);
        audit.add(new Trade("2", ground.now - Duration.ofDays(1).toMillis(), "ann", "BTC", 9, Ground.SCALE));

        assertThat(ground.only(compare()).word()).isEqualTo(Verdict.Word.EXACT);
    }

    @Test
    void tradesWithoutIdAllCount() throws IOException {
        ground.flush("w", 0, 2, Map.of("ann", 10L));
        give(null, "ann", 5);
        give(null, "ann", 5);

        assertThat(ground.only(compare()).word()).isEqualTo(Verdict.Word.EXACT);
    }

    @Test
    void aTradeThatIsMissingOnTheBoardIsFoundEverywhere() throws IOException {
        ground.flush("w", 0, 1, Map.of("ann", 5L));
        give("1", "ann", 5);
        give("2", "bob", 7);

        assertThat(ground.only(compare()).found())
                .containsExactly(
                        new Difference("BTC", Of.TRADER, "bob", new BigDecimal("0.00"), new BigDecimal("0.07")),
                        new Difference("BTC", Of.TRADES, null, new BigDecimal("1"), new BigDecimal("2")),
                        new Difference("BTC", Of.VOLUME, null, new BigDecimal("0.05"), new BigDecimal("0.12")));
    }

    @Test
    void aTradeThatWasNotGivenIsFound() throws IOException {
        ground.flush("w", 0, 2, Map.of("ann", 5L, "bob", 7L));
        give("1", "ann", 5);

        assertThat(ground.only(compare()).found())
                .extracting(Difference::traderId)
                .containsExactly("bob", null, null);
    }

    @Test
    void aBoardWithOtherDecimalsCannotBeCompared() throws IOException {
        ground.flush("w", 0, 1, Map.of("ann", 5L));
        redis.call(Command.HSET, ground.key("ledger"), "scale", 1);
        give("1", "ann", 5);

        assertThat(ground.only(compare()).unverified())
                .isEqualTo("it was made with 1 decimals for zone Z, not 2 for Z");
    }

    @Test
    void tradesWithFewerDecimalsThanTheBoardAreScaledUp() throws IOException {
        ground.flush("w", 0, 1, Map.of("ann", 5_000L));
        redis.call(Command.HSET, ground.key("ledger"), "scale", 5);
        give("1", "ann", 5);

        assertThat(ground.only(compare())).isEqualTo(ground.exact(1, 1, 0));
    }

    @Test
    void volumesAndTheTotalAreCapped() throws IOException {
        long most = (1L << 53) - 1;
        long mostOfAll = (1L << 62) - 1;
        ground.flush("w", 0, 514, Map.of("ann", most));
        redis.call(Command.HSET, ground.key("ledger"), "volume", mostOfAll);
        for (int i = 0; i < 514; i++) {
            give(null, "ann", most);
        }

        BoardAudit audit = ground.only(compare());
        assertThat(audit.found()).isEmpty();
        assertThat(audit.capped()).containsExactly("ann");
    }

    @Test
    void aBoardInPartsIsBehind() throws IOException {
        ground.flush("w", 0, 1, Map.of("ann", 5L));
        redis.call(Command.HSET, ground.key("ledger"), "mark:w", "1>9 1/3");
        give("1", "ann", 5);

        assertThat(ground.only(compare()).word()).isEqualTo(Verdict.Word.BEHIND);
    }

    @ParameterizedTest
    @CsvSource({"mark:w, much", "volume, much"})
    void aFieldThatCannotBeReadDoesNotEndTheAudit(String field, String value) throws IOException {
        ground.flush("w", 0, 1, Map.of("ann", 5L));
        redis.call(Command.HSET, ground.key("ledger"), field, value);
        give("1", "ann", 5);

        assertThat(ground.only(compare()).unverified())
                .isEqualTo(field.equals("volume") ? "its field volume cannot be read: \"much\"" : "");
    }

    private AuditReport compare() throws IOException {
        return audit.compare(symbol -> Ground.SCALE);
    }

    private void give(@Nullable String id, String trader, long units) {
        audit.add(new Trade(id, ground.now, trader, "BTC", units, Ground.SCALE));
    }
}
