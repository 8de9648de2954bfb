package io.tradeboard.audit;

import io.tradeboard.board.Mark;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Which records a mark says are counted. */
final class Coverage {
    private Coverage() {}

    /** Whether the record at this offset of the mark's writer is counted for its trader. */
    static boolean includes(Mark mark, long offset, String trader) {
        return isWhole(mark, offset) || (offset < mark.to() && isPartDone(mark, trader));
    }

    /** Whether it is counted as a trade too: those of a move in parts are added with the last part. */
    static boolean isWhole(Mark mark, long offset) {
        return offset < mark.from();
    }

    private static boolean isPartDone(Mark mark, String trader) {
        CRC32C crc = new CRC32C();
        crc.update(trader.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % mark.parts() < mark.part();
    }
}
