package io.tradeboard.redis;

import static io.tradeboard.redis.RedisConnection.command;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

class SplitTest {
    private static final Script SCRIPT = Script.of(SplitTest.class, "count.lua");
    private static final int K = JedisClusterCRC16.getSlot("k");
    private static final int OTHER = JedisClusterCRC16.getSlot("other");

    static Stream<CommandArguments> ofK() {
        return Stream.of(
                command(Command.GET, "k"),
                command(Command.DEL, "k", "{k}2"),
                command(Command.ZRANGE, "k", 0, -1),
                command(Command.XADD, "k", "*", "STREAMS", "x"),
                command(Command.XREADGROUP, "GROUP", "g", "c", "COUNT", 1, "BLOCK", 5, "STREAMS", "k", ">"),
                command(Command.XINFO, "GROUPS", "k"),
                command(Command.XGROUP, "CREATE", "k", "g", "0"),
                command(Command.EVAL, "return 1", 1, "k", "other"),
                command(Command.WATCH, "k"),
                SCRIPT.call(List.of("k"), "other"));
    }

    @ParameterizedTest
    @MethodSource("ofK")
    void aCommandBelongsToTheSlotOfItsFirstKey(CommandArguments command) {
        assertThat(Slots.of(command)).isEqualTo(K);
    }

    @Test
    void aCommandWithoutAKeyBelongsToNoSlot() {
        assertThat(Stream.of(
                                command(Command.PING),
                                command(Command.TIME),
                                command(Command.INFO, "server"),
                                command(Command.SCRIPT, "LOAD", "return 1"),
                                command(Command.EVAL, "return 1", 0, "k"))
                        .map(Slots::of))
                .containsOnly(Slots.NONE);
    }

    private static List<Integer> slots(List<Part> parts) {
        return parts.stream().map(Part::slot).toList();
    }

    @Test
    void aCommandWithoutAKeyGoesWithTheOneBeforeItOrElseWithTheFirst() {
        List<Unit> units = Unit.each(List.of(
                command(Command.TIME),
                command(Command.GET, "k"),
                command(Command.TIME),
                command(Command.GET, "other"),
                command(Command.TIME)));

        assertThat(slots(Split.parts(units))).containsExactly(K, K, K, OTHER, OTHER);
    }

    @Test
    void aTransactionIsCutIntoOnePartForEachSlotAndOneForEachScript() {
        Unit unit = new Unit(
                Unit.Kind.TRANSACTION,
                List.of(
                        SCRIPT.call(List.of("k"), 1),
                        command(Command.SADD, "other", "x"),
                        SCRIPT.call(List.of("k"), 2),
                        command(Command.GET, "k"),
                        command(Command.EXPIRE, "other", 1)));

        assertThat(slots(Split.parts(List.of(unit)))).containsExactly(K, K, OTHER, K);
    }
}
