package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static io.tradeboard.board.Moves.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/**
 * What a board cannot take is refused before anything is written to it, with the reason, as often as it is tried; the other
 * boards of the flush go on, and so does this one when it is mended.
 */
class RefusingBoardTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final RedisMarks marks = new RedisMarks(redis);
    private final BoardId btc = Moves.today(redis, "BTC");
    private final BoardId doge = Moves.today(redis, "DOGE");

    @Test
    void anotherScaleIsRefused() {
        holdAtThree();
        BoardUpdate other = new BoardUpdate(new BoardDelta(doge, 2, 1, 1_000, Map.of("ann", 5L)), Mark.at(3), 4);

        assertRefused(boards, List.of(other), "it was made with scale 8, not 2");
        assertApplied(boards, WRITER, List.of(move(doge, 3, 4, Map.of("ann", 5L))));
    }

    @Test
    void anotherZoneIsRefused() {
        holdAtThree();
        TradingDays elsewhere = new TradingDays(ZoneOffset.ofHours(1), Duration.ZERO, Duration.ofDays(1));

        assertRefused(
                new RedisBoards(redis, elsewhere),
                List.of(move(doge, 3, 4, Map.of("ann", 5L))),
                "it was made for zone Z, not +01:00");
    }

    @Test
    void otherRulesAreRefusedOnceTheBoardHasSome() {
        RedisBoards ruled = new RedisBoards(redis, Moves.DAYS, "window 10");
        RedisBoards other = new RedisBoards(redis, Moves.DAYS, "window 20");
        assertApplied(ruled, WRITER, List.of(move(btc, 0, 3, Map.of("ann", 1L))));

        assertThat(other.apply("other", List.of(move(btc, 0, 1, Map.of("bob", 1L)))))
                .containsEntry(
                        btc,
                        new BoardState.Refused(
                                "it was counted with window 10, not window 20; use those settings, or rebuild it"));
        assertApplied(ruled, "third", List.of(move(btc, 0, 1, Map.of("bob", 1L))));
        // What the log says was decided at acceptance needs no rules.
        assertApplied(boards, "fourth", List.of(move(btc, 0, 1, Map.of("bob", 1L))));
        assertThat(Moves.ledger(redis, btc, "rules")).isEqualTo("window 10");
    }

    @ParameterizedTest
    @CsvSource({
        "volumes, string, sorted set",
        "volumes, list, sorted set",
        "volumes, set, sorted set",
        "volumes, hash, sorted set",
        "volumes, stream, sorted set",
        "ledger, string, hash",
        "ledger, list, hash",
        "ledger, set, hash",
        "ledger, zset, hash",
        "ledger, stream, hash",
    })
    void aKeyOfAnotherTypeIsRefusedAndKept(String part, String type, String wanted) {
        holdAtThree();
        String key = key(part);
        redis.call(Command.RENAME, key, "kept");
        make(key, type);

        assertDogeRefusesAndBtcGoesOn(key + " is a " + type + ", not a " + wanted);
        redis.call(Command.DEL, key);
        redis.call(Command.RENAME, "kept", key);
        assertDogeGoesOn();
    }

    @ParameterizedTest
    @CsvSource({"volumes", "ledger"})
    void aKeyOfAnotherTypeIsRefusedWhereThereIsNoBoardYet(String part) {
        make(key(part), "string");
        String wanted = part.equals("volumes") ? "sorted set" : "hash";

        assertRefused(
                boards, List.of(move(doge, 0, 4, Map.of("ann", 5L))), key(part) + " is a string, not a " + wanted);
        redis.call(Command.DEL, key(part));
        assertApplied(boards, WRITER, List.of(move(doge, 0, 4, Map.of("ann", 5L))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "-1",
                "+1",
                " 5",
                "5 ",
                "05",
                "00",
                "1.5",
                "1e3",
                "0x10",
                "inf",
                "nan",
                "4611686018427387904", // 2^62
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999999"
            })
    void aBadVolumeIsRefused(String bad) {
        assertBadFieldIsRefused("volume", bad, "the field volume of its ledger is not a volume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-",
                "-1",
                "+1",
                "05",
                "5 ",
                "1.5",
                "1e3",
                "1000000000000000000",
                "9223372036854775807",
                "99999999999999999999999999999"
            })
    void aBadCountOfTradesIsRefused(String bad) {
        assertBadFieldIsRefused("trades", bad, "the field trades of its ledger is not a count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-",
                "--5",
                "5 ",
                "1.5",
                "1e3",
                "inf",
                "2026-11-26",
                "1000000000000000000",
                "99999999999999999999999999999"
            })
    void aBadTimeOfTheLastTradeIsRefused(String bad) {
        assertBadFieldIsRefused("lastTradeAt", bad, "the field lastTradeAt of its ledger is not a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "2", "08", "8.0", "-8", "99999999999999999999"})
    void aForeignScaleIsRefused(String bad) {
        assertBadFieldIsRefused("scale", bad, "it was made with scale " + bad + ", not 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "UTC", "z", "Asia/Tokyo"})
    void aForeignZoneIsRefused(String bad) {
        assertBadFieldIsRefused("zone", bad, "it was made for zone " + bad + ", not Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "03", "3.0", "3>9", "3>9 9/9", "9999999999999999999"})
    void aBadMarkOfThisWriterIsRefused(String bad) {
        String reason = "the mark of this log in its ledger is not a mark: \"" + bad + "\"";
        assertBadFieldIsRefused("mark:" + WRITER, bad, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "03", "3>9 9/9", "9999999999999999999"})
    void aBadMarkOfAnotherWriterIsNotLookedAt(String bad) {
        holdAtThree();
        redis.call(Command.HSET, key("ledger"), "mark:other", bad);

        assertThat(marks.state(doge, WRITER)).isEqualTo(open(3));
        assertApplied(boards, WRITER, List.of(move(doge, 3, 4, Map.of("ann", 5L))));
        assertThat(Moves.ledger(redis, doge, "mark:other")).isEqualTo(bad);
    }

    /** The index, and what is beside a board, decide nothing. */
    @ParameterizedTest
    @CsvSource({
        "symbols, string",
        "symbols, hash",
        "symbols, zset",
        "history, string",
        "history, zset",
        "audit, string",
        "audit, set",
    })
    void aKeyOfAnotherTypeBesideTheBoardDoesNotMatter(String part, String type) {
        String key = part.equals("symbols") ? BoardKeys.symbols(doge.day()) : key(part);
        make(key, type);

        assertApplied(boards, WRITER, List.of(move(doge, 0, 3, Map.of("ann", 5L)), move(btc, 0, 3, Map.of("ann", 5L))));
        assertApplied(boards, WRITER, List.of(move(doge, 3, 4, Map.of("ann", 5L))));
        assertThat(Moves.volumes(redis, doge)).isEqualTo(Map.of("ann", 10L));
        assertThat(Moves.text(redis.call(Command.TYPE, key))).isEqualTo(type);
    }

    private void assertBadFieldIsRefused(String field, String bad, String reason) {
        holdAtThree();
        String good = Moves.ledger(redis, doge, field);
        redis.call(Command.HSET, key("ledger"), field, bad);

        assertDogeRefusesAndBtcGoesOn(reason);
        redis.call(Command.HSET, key("ledger"), field, good);
        assertDogeGoesOn();
    }

    private void holdAtThree() {
        assertApplied(boards, WRITER, List.of(move(doge, 0, 3, Map.of("ann", 5L))));
    }

    private void assertDogeRefusesAndBtcGoesOn(String reason) {
        Map<String, String> before = Moves.everything(redis);
        Map<BoardId, String> fingerprint = marks.fingerprints(List.of(doge));
        BoardUpdate refused = move(doge, 3, 4, Map.of("ann", 5L));
        for (int next = 1; next <= 2; next++) {
            assertThat(boards.apply(WRITER, List.of(refused, move(btc, next - 1, next, Map.of("ann", 5L)))))
                    .isEqualTo(Map.of(doge, new BoardState.Refused(reason), btc, open(next)));
        }
        assertThat(boards.apply(WRITER, List.of(move(doge, 3, 4, Moves.traders(2_500)))))
                .as("in parts")
                .isEqualTo(Map.of(doge, new BoardState.Refused(reason)));
        Map<String, String> after = Moves.everything(redis);
        after.keySet().removeIf(key -> key.contains("BTC") || key.contains("symbols"));
        before.keySet().removeIf(key -> key.contains("symbols"));
        assertThat(after).isEqualTo(before);
        assertThat(marks.fingerprints(List.of(doge))).isEqualTo(fingerprint);
        fingerprintOfRefusal = fingerprint;
    }

    private Map<BoardId, String> fingerprintOfRefusal = Map.of();

    private void assertDogeGoesOn() {
        assertThat(marks.fingerprints(List.of(doge)))
                .as("a mended board is seen")
                .isNotEqualTo(fingerprintOfRefusal);
        assertApplied(boards, WRITER, List.of(move(doge, 3, 4, Map.of("ann", 5L, "bob", 1L))));
        assertThat(Moves.volumes(redis, doge)).isEqualTo(Map.of("ann", 10L, "bob", 1L));
        assertThat(Moves.ledger(redis, doge, "volume")).isEqualTo("11");
        assertThat(Moves.ledger(redis, doge, "trades")).isEqualTo("3");
    }

    private void assertRefused(RedisBoards writing, List<BoardUpdate> updates, String reason) {
        Map<String, String> before = Moves.everything(redis);
        assertThat(writing.apply(WRITER, updates))
                .isEqualTo(Map.of(updates.get(0).delta().board(), new BoardState.Refused(reason)));
        Map<String, String> after = Moves.everything(redis);
        after.keySet().removeIf(key -> key.contains("symbols"));
        before.keySet().removeIf(key -> key.contains("symbols"));
        assertThat(after).isEqualTo(before);
    }

    private String key(String part) {
        return "tradeboard:{DOGE:" + doge.day() + "}:" + part;
    }

    private void make(String key, String type) {
        switch (type) {
            case "string" -> redis.call(Command.SET, key, "mine");
            case "list" -> redis.call(Command.RPUSH, key, "mine");
            case "set" -> redis.call(Command.SADD, key, "mine");
            case "hash" -> redis.call(Command.HSET, key, "mine", "yes");
            case "zset" -> redis.call(Command.ZADD, key, 1, "mine");
            case "stream" -> redis.call(Command.XADD, key, "1-1", "mine", "yes");
            default -> throw new IllegalArgumentException(type);
        }
    }
}
