package io.tradeboard.audit;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.Mark;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.Quantity;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a board says of itself at one moment, as far as it can be read: fields that others put there are passed over, and
 * one that is damaged spoils no other.
 *
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param zone whose midnight ends the board's day
 * @param trades how many trades it counts, those of a move in parts with the last part; null where it is unreadable
 * @param volume of all traders, in units; null where it is unreadable
 * @param marks how far each writer has got on it
 * @param rules by which records were judged, where that is not in their log; else empty
 * @param gaps by writer, records that were gone before they were counted
 * @param unreadable fields that should be numbers or marks and are not, with their values
 */
record BoardLedger(
        int scale,
        String zone,
        @Nullable BigInteger trades,
        @Nullable BigInteger volume,
        Map<String, Mark> marks,
        String rules,
        Map<String, String> gaps,
        Map<String, String> unreadable) {
    private static final String SCALE = "scale";

    BoardLedger {
        marks = Map.copyOf(marks);
        gaps = Map.copyOf(gaps);
        unreadable = Map.copyOf(unreadable);
    }

    /** @throws UnreadableLedgerException if it does not say in which units the board counts */
    static BoardLedger of(Map<String, String> fields) throws UnreadableLedgerException {
        Map<String, String> unreadable = new TreeMap<>();
        Map<String, Mark> marks = new TreeMap<>();
        Map<String, String> gaps = new TreeMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(BoardKeys.MARK_PREFIX)) {
                Mark mark = Mark.parse(value);
                if (mark == null) {
                    unreadable.put(field, value);
                } else {
                    marks.put(field.substring(BoardKeys.MARK_PREFIX.length()), mark);
                }
            } else if (field.startsWith(BoardKeys.GAP_PREFIX)) {
                gaps.put(field.substring(BoardKeys.GAP_PREFIX.length()), value);
            }
        });
        return new BoardLedger(
                scale(fields.get(SCALE)),
                fields.getOrDefault("zone", ""),
                number("trades", fields, unreadable),
                number("volume", fields, unreadable),
                marks,
                fields.getOrDefault(BoardKeys.RULES, ""),
                gaps,
                unreadable);
    }

    private static int scale(@Nullable String text) throws UnreadableLedgerException {
        BigInteger scale = number(text);
        if (scale == null || scale.signum() < 0 || scale.compareTo(BigInteger.valueOf(Quantity.MAX_SCALE)) > 0) {
            throw new UnreadableLedgerException(
                    text == null ? "it has no scale" : "its scale is " + Printable.quote(text));
        }
        return scale.intValue();
    }

    private static @Nullable BigInteger number(
            String field, Map<String, String> fields, Map<String, String> unreadable) {
        String text = fields.getOrDefault(field, "0");
        BigInteger number = number(text);
        if (number == null) {
            unreadable.put(field, text);
        }
        return number;
    }

    private static @Nullable BigInteger number(@Nullable String text) {
        try {
            return text == null ? null : new BigInteger(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether the mark of this writer is there and cannot be read, so that nobody knows which records it covers. */
    boolean isUnreadable(String writer) {
        return unreadable.containsKey(BoardKeys.markField(writer));
    }

    /** What each field that cannot be read says, for the operator. */
    List<String> unreadableFields() {
        return new TreeMap<>(unreadable)
                .entrySet().stream()
                        .map(field ->
                                "its field " + field.getKey() + " cannot be read: " + Printable.quote(field.getValue()))
                        .toList();
    }

    /** Whether a batch is on the board with some of its traders only. */
    boolean isInParts() {
        return marks.values().stream().anyMatch(Mark::isPartial);
    }

    /** Whether a board that held the other ledger can hold this one later without having lost anything in between. */
    boolean canFollow(BoardLedger before) {
        return before.marks.entrySet().stream()
                .allMatch(mark -> marks.getOrDefault(mark.getKey(), Mark.ZERO).canFollow(mark.getValue()));
    }
}
