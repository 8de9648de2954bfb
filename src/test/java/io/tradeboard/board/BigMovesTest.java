package io.tradeboard.board;

import static io.tradeboard.board.Moves.WRITER;
import static io.tradeboard.board.Moves.assertApplied;
import static io.tradeboard.board.Moves.move;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.trade.BoardId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

/** Moves of more traders than one transaction may hold. */
class BigMovesTest {
    private static final Map<String, Long> TRADERS = Moves.traders(20_000);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final RedisBoards boards = new RedisBoards(redis, Moves.DAYS);
    private final BoardId btc = Moves.today(redis, "BTC");

    @Test
    void aMoveStoppedAfterAnyPartIsResumedExactly() {
        List<Step> steps = Step.of(move(btc, 0, 9, TRADERS));
        for (int done = 1; done < steps.size(); done++) {
            redis.call(Command.FLUSHALL);
            for (Step step : steps.subList(0, done)) {
                boards.applySteps(WRITER, List.of(List.of(step)));
            }
            RedisBoards fresh = new RedisBoards(redis, Moves.DAYS);
            Mark stored = steps.get(done - 1).next();
            assertThat(new RedisMarks(redis).state(btc, WRITER)).isEqualTo(new BoardState.InParts(stored));

            assertApplied(fresh, WRITER, List.of(move(btc, stored, 9, TRADERS)));
            assertExact();
        }
    }

    @Test
    void aMoveSentAgainAfterAnyPartIsExact() {
        List<Step> steps = Step.of(move(btc, 0, 9, TRADERS));
        boards.applySteps(WRITER, List.of(steps.subList(0, 2)));

        assertApplied(boards, WRITER, List.of(move(btc, 0, 9, TRADERS)));
        assertApplied(boards, WRITER, List.of(move(btc, 0, 9, TRADERS)));
        assertExact();
    }

    private void assertExact() {
        assertThat(Moves.volumes(redis, btc)).isEqualTo(TRADERS);
        assertThat(Moves.ledger(redis, btc, "trades")).isEqualTo("20000");
        assertThat(Moves.ledger(redis, btc, "volume")).isEqualTo(Long.toString(20_000L * 20_001 / 2));
        assertThat(new RedisMarks(redis).state(btc, WRITER)).isEqualTo(Moves.open(9));
    }

    @Test
    void noTransactionHoldsMoreThanAThousandMembers() {
        List<BoardUpdate> moves = new ArrayList<>();
        moves.add(move(btc, 0, 9, TRADERS));
        for (int i = 0; i < 300; i++) {
            moves.add(move(Moves.today(redis, "S" + i), 0, 9, Moves.traders(i)));
        }
        moves.removeIf(move -> move.delta().volumes().isEmpty());
        redis.call(Command.CONFIG, "RESETSTAT");
        assertApplied(boards, WRITER, moves);

        int members =
                moves.stream().mapToInt(move -> move.delta().volumes().size()).sum();
        assertThat(calls("exec")).isBetween(members / 1_000, members / 1_000 * 3 / 2);
        assertThat(Moves.volumes(redis, Moves.today(redis, "S299"))).isEqualTo(Moves.traders(299));
    }

    /** Of two texts of one length with the same CRC, any sequence has the same CRC as any other of that length. */
    @Test
    void namesThatFallIntoOnePartHoweverManyThereAreAreCounted() {
        List<String> same = List.of("");
        List<String> pair = pairOfOneCrc();
        for (int i = 0; i < 11; i++) {
            same = same.stream()
                    .flatMap(name -> pair.stream().map(more -> name + more))
                    .toList();
        }
        Map<String, Long> volumes = new HashMap<>();
        same.forEach(name -> volumes.put(name, 1L));

        assertThat(Step.of(move(btc, 0, 9, volumes))).hasSizeLessThanOrEqualTo(2);
        assertApplied(boards, WRITER, List.of(move(btc, 0, 9, volumes)));
        assertThat(Moves.volumes(redis, btc)).isEqualTo(volumes).hasSize(2_048);
    }

    private static List<String> pairOfOneCrc() {
        Random random = new Random(1);
        Map<Long, String> known = new HashMap<>();
        while (true) {
            String text = Long.toString(random.nextLong(1L << 40, 1L << 41), 36);
            CRC32C crc = new CRC32C();
            crc.update(text.getBytes(StandardCharsets.US_ASCII));
            String other = known.put(crc.getValue(), text);
            if (other != null && !other.equals(text) && other.length() == text.length()) {
                return List.of(other, text);
            }
        }
    }

    private int calls(String command) {
        String stats = Moves.text(redis.call(Command.INFO, "commandstats"));
        Matcher calls =
                Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)").matcher(stats);
        assertThat(calls.find()).isTrue();
        return Integer.parseInt(calls.group(1));
    }
}
