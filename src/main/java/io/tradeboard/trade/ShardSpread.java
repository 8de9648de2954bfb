package io.tradeboard.trade;

import io.tradeboard.trade.TradeColumns.Board;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import java.util.zip.CRC32C;

/**
 * Moves the rows of columns from the boards that a log names to the shards of these boards. A log knows nothing of shards, so
 * whoever reads or has written it decides here in which one each trade counts.
 *
 * <p>Not thread-safe.
 */
public final class ShardSpread {
    private static final int MOST_BYTES = 512;

    private final ToIntFunction<BoardId> shardsOf;
    private final CRC32C crc = new CRC32C();
    private final byte[] name = new byte[MOST_BYTES + Long.BYTES];
    private Names numbering = new Names();

    /** By the number of a trader the CRC32C of its name, and 1; 0 where it is not known yet. */
    private long[] checksums = new long[16];

    /** @param shardsOf how many shards a board has */
    public ShardSpread(ToIntFunction<BoardId> shardsOf) {
        this.shardsOf = shardsOf;
    }

    /** Moves every row of a board that has several shards to the one of its trader. Doing it again changes nothing. */
    public void spread(TradeColumns trades) {
        int boards = trades.boards();
        int[][] shards = new int[boards][];
        boolean any = false;
        for (int board = 0; board < boards; board++) {
            BoardId id = trades.board(board).id();
            int of = id.shard().of() == 1 ? shardsOf.applyAsInt(id) : 1;
            if (of > 1) {
                any = true;
                shards[board] = new int[of];
            }
        }
        if (any) {
            turnTo(trades.traders());
            for (int row = 0; row < trades.size(); row++) {
                spread(trades, row, shards);
            }
        }
    }

    private void spread(TradeColumns trades, int row, int[][] shards) {
        int board = trades.boardOf(row);
        int[] numbers = board < shards.length ? shards[board] : null;
        if (numbers == null) {
            return;
        }
        int shard = Shard.numberOf(checksum(trades.trader(row)), numbers.length);
        if (numbers[shard] == 0) {
            Board of = trades.board(board);
            numbers[shard] = 1 + trades.number(new Board(of.id().shard(shard, numbers.length), of.scale()));
        }
        trades.assign(row, numbers[shard] - 1, false);
    }

    @SuppressWarnings("ReferenceEquality") // each numbering is one object
    private void turnTo(Names traders) {
        if (traders != numbering) {
            numbering = traders;
            Arrays.fill(checksums, 0);
        }
        if (checksums.length < traders.size()) {
            checksums = Arrays.copyOf(checksums, Math.max(traders.size(), 2 * checksums.length));
        }
    }

    private long checksum(int trader) {
        long known = checksums[trader];
        if (known == 0) {
            crc.reset();
            crc.update(name, 0, numbering.copy(trader, name, 0));
            known = crc.getValue() + 1;
            checksums[trader] = known;
        }
        return known - 1;
    }
}
