package io.tradeboard.trade;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One of the shards among which the traders of a board are spread, so that a symbol that is traded more than one set of
 * volumes can take has several.
 *
 * <p>A trader stands in shard {@code (CRC32C(trader) >>> 16) mod of}. The parts of a big update are cut by the remainder of
 * the same CRC, see {@code board.Step}; from its upper bits the shards leave those parts as even as they are.
 *
 * @param number from 0
 * @param of how many shards the board has, from 1 to {@link #MOST}
 */
public record Shard(int number, int of) {
    public static final int MOST = 64;

    /** Of a board that has one shard, as boards usually have. */
    public static final Shard WHOLE = new Shard(0, 1);

    private static final int BITS_OF_PARTS = 16;

    public Shard {
        if (of < 1 || of > MOST || number < 0 || number >= of) {
            throw new IllegalArgumentException("not a shard: " + number + "/" + of);
        }
    }

    /** The shard of a trader whose name has that CRC32C. */
    static int numberOf(long crc, int of) {
        return (int) ((crc >>> BITS_OF_PARTS) % of);
    }

    /** The number of the shard in which a trader stands. */
    public static int numberOf(String trader, int of) {
        if (of == 1) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(trader.getBytes(StandardCharsets.UTF_8));
        return numberOf(crc.getValue(), of);
    }

    /** Reads how many shards a board has; 0 where the text is no such number. */
    public static int count(String text) {
        if (!text.matches("[1-9][0-9]?")) {
            return 0;
        }
        int count = Integer.parseInt(text);
        return count <= MOST ? count : 0;
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
