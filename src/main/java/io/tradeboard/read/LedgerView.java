package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.text.Printable;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.Quantity;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a board at one moment, or those of its shards in one, for readers: whatever another program has written there is a {@link #fault},
 * never an exception.
 *
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param zone whose midnight ends the board's day
 * @param traders how many are ranked; 0 where there is no board
 * @param trades how many trades are counted
 * @param volume of all traders, in units
 * @param lastTradeAt the latest timestamp among the trades, or null where it is not known
 * @param fault why the board cannot be read; empty where it can, or there is none
 * @param shards how many shards the board has
 */
public record LedgerView(
        int scale,
        ZoneId zone,
        long traders,
        long trades,
        BigInteger volume,
        @Nullable Instant lastTradeAt,
        Marks marks,
        String fault,
        int shards) {
    /** The ledger of a board with one shard. */
    public LedgerView(
            int scale,
            ZoneId zone,
            long traders,
            long trades,
            BigInteger volume,
            @Nullable Instant lastTradeAt,
            Marks marks,
            String fault) {
        this(scale, zone, traders, trades, volume, lastTradeAt, marks, fault, 1);
    }

    /** The ledger of a board that does not exist. */
    public static LedgerView none(int scale, ZoneId zone) {
        return new LedgerView(scale, zone, 0, 0, BigInteger.ZERO, null, Marks.NONE, "");
    }

    static LedgerView unreadable(int scale, ZoneId zone, String fault) {
        return new LedgerView(scale, zone, 0, 0, BigInteger.ZERO, null, Marks.NONE, fault);
    }

    /** Whether there is a board that can be read, though everybody on it may be excluded. */
    public boolean exists() {
        return traders > 0 || trades > 0;
    }

    /**
     * Reads the reply of HGETALL.
     *
     * @param traders how many are ranked; half a board is none
     * @param none what holds where there is no board
     * @param shards of how many it is one
     */
    static LedgerView of(long traders, List<?> fieldsAndValues, LedgerView none, int shards) {
        if (traders == 0 || fieldsAndValues.isEmpty()) {
            return none;
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            fields.put(text(fieldsAndValues.get(i)), text(fieldsAndValues.get(i + 1)));
        }
        String field = BoardKeys.SHARDS;
        if (!fields.getOrDefault(field, "1").equals(Integer.toString(shards))) {
            return unreadable(none.scale, none.zone, fault(field, fields) + ", and others of the board have " + shards);
        }
        field = "scale";
        try {
            int scale = Integer.parseInt(fields.getOrDefault(field, ""));
            if (scale < 0 || scale > Quantity.MAX_SCALE) {
                return unreadable(none.scale, none.zone, fault(field, fields));
            }
            field = "zone";
            String zoneId = fields.get(field);
            ZoneId zone = zoneId == null ? none.zone : ZoneId.of(zoneId);
            field = "trades";
            long trades = Long.parseLong(fields.getOrDefault(field, "0"));
            field = "volume";
            BigInteger volume = new BigInteger(fields.getOrDefault(field, "0"));
            field = "lastTradeAt";
            String last = fields.get(field);
            Instant lastTradeAt = last == null ? null : Instant.ofEpochMilli(Long.parseLong(last));
            return new LedgerView(scale, zone, traders, trades, volume, lastTradeAt, marks(fields), "");
        } catch (NumberFormatException | DateTimeException e) {
            return unreadable(none.scale, none.zone, fault(field, fields));
        }
    }

    /**
     * The ledgers of all shards of a board in one; where one cannot be read, or they do not belong together, neither can the
     * board.
     *
     * @param none what holds where there is no board
     */
    static LedgerView merged(List<LedgerView> shards, LedgerView none) {
        if (shards.size() == 1) {
            return shards.get(0);
        }
        List<LedgerView> there = shards.stream()
                .filter(shard -> shard.exists() || !shard.fault.isEmpty())
                .toList();
        if (there.isEmpty()) {
            return none.of(shards.size());
        }
        LedgerView first = there.get(0);
        for (LedgerView shard : there) {
            String fault = shard.fault.isEmpty() && (shard.scale != first.scale || !shard.zone.equals(first.zone))
                    ? "its shards differ in their decimals or their zone"
                    : shard.fault;
            if (!fault.isEmpty()) {
                return unreadable(none.scale, none.zone, fault).of(shards.size());
            }
        }
        return new LedgerView(
                first.scale,
                first.zone,
                there.stream().mapToLong(LedgerView::traders).sum(),
                there.stream().mapToLong(LedgerView::trades).sum(),
                there.stream()
                        .map(LedgerView::volume)
                        .reduce(BigInteger.ZERO, BigInteger::add)
                        .min(BigInteger.valueOf(BoardDelta.MOST_UNITS)),
                there.stream()
                        .map(LedgerView::lastTradeAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                Marks.merged(there.stream().map(LedgerView::marks).toList()),
                "",
                shards.size());
    }

    private LedgerView of(int otherShards) {
        return new LedgerView(scale, zone, traders, trades, volume, lastTradeAt, marks, fault, otherShards);
    }

    private static String fault(String field, Map<String, String> fields) {
        String value = fields.get(field);
        return "its ledger " + (value == null ? "has no " + field : "has the " + field + " " + Printable.quote(value));
    }

    private static Marks marks(Map<String, String> fields) {
        Map<String, String> marks = new HashMap<>();
        Set<String> closed = new HashSet<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(BoardKeys.MARK_PREFIX)) {
                marks.put(field.substring(BoardKeys.MARK_PREFIX.length()), value);
            } else if (field.startsWith(BoardKeys.CLOSED_PREFIX)) {
                // A writer whose mark has moved since has not finished.
                String writer = field.substring(BoardKeys.CLOSED_PREFIX.length());
                if (value.equals(fields.get(BoardKeys.markField(writer)))) {
                    closed.add(writer);
                }
            }
        });
        return new Marks(marks, closed);
    }

    LedgerView with(long otherTraders, BigInteger otherVolume) {
        return new LedgerView(scale, zone, otherTraders, trades, otherVolume, lastTradeAt, marks, fault, shards);
    }

    LedgerView withFault(String other) {
        return unreadable(scale, zone, other).of(shards);
    }

    /** Whether trades or a mark are lower than they were earlier, which only lost data can cause. */
    boolean hasFallenSince(LedgerView earlier) {
        return fault.isEmpty() && (trades < earlier.trades || marks.hasFallenSince(earlier.marks));
    }
}
