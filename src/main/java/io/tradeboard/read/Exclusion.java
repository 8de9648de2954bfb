package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.checked;
import static io.tradeboard.redis.RedisConnection.command;
import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.trade.BoardId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The excluded traders of one board with their volumes, read at the same moment as the rows. */
final class Exclusion {
    static final Exclusion NONE = new Exclusion(List.of());

    private final List<Excluded> traders;

    private record Excluded(String trader, long volume) {
        byte[] bytes() {
            return trader.getBytes(StandardCharsets.UTF_8);
        }
    }

    private Exclusion(List<Excluded> traders) {
        this.traders = traders;
    }

    /** The first commands of the snapshot of a shard; their replies go to {@link #of}. */
    static List<CommandArguments> reads(BoardId shard, TradersDirectory known) {
        if (known.excluded().isEmpty()) {
            return List.of();
        }
        Object[] arguments = Stream.concat(Stream.of(BoardKeys.volumes(shard)), known.excluded().stream())
                .toArray();
        return List.of(command(Command.ZMSCORE, arguments));
    }

    /**
     * @param shards the replies to {@link #reads} of each
     * @throws UnreadableVolumeException if a score is not a whole number of units
     */
    static Exclusion of(TradersDirectory known, List<List<Object>> shards) {
        List<Excluded> traders = new ArrayList<>();
        for (List<Object> replies : shards) {
            List<?> scores = replies.isEmpty() ? List.of() : (List<?>) checked(replies.get(0));
            for (int i = 0; i < scores.size(); i++) {
                if (scores.get(i) != null) {
                    String trader = known.excluded().get(i);
                    long volume = new Score(trader, text(scores.get(i))).volume(known.shownId(trader));
                    traders.add(new Excluded(trader, volume));
                }
            }
        }
        return traders.isEmpty() ? NONE : new Exclusion(traders);
    }

    /** The ledger without these traders and their volume; their trades stay counted, as their number is unknown. */
    LedgerView without(LedgerView ledger) {
        if (traders.isEmpty()) {
            return ledger;
        }
        BigInteger volume = traders.stream()
                .map(each -> BigInteger.valueOf(each.volume()))
                .reduce(ledger.volume(), BigInteger::subtract);
        return ledger.with(ledger.traders() - traders.size(), volume.max(BigInteger.ZERO));
    }

    /** How many have a strictly higher volume. */
    int higher(long volume) {
        return (int) traders.stream().filter(each -> each.volume() > volume).count();
    }

    /** How many have that volume. */
    int equal(long volume) {
        return (int) traders.stream().filter(each -> each.volume() == volume).count();
    }

    /**
     * How many are above a member of the board in Redis' order, which breaks ties by descending bytes.
     *
     * @throws UnreadableVolumeException if the score is not a whole number of units
     */
    int above(Score member, TradersDirectory known) {
        long volume = member.volume(known.shownId(member.trader()));
        byte[] trader = member.trader().getBytes(StandardCharsets.UTF_8);
        return higher(volume)
                + (int) traders.stream()
                        .filter(each -> each.volume() == volume)
                        .filter(each -> Arrays.compareUnsigned(each.bytes(), trader) > 0)
                        .count();
    }
}
