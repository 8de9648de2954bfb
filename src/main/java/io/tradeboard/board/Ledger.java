package io.tradeboard.board;

import static io.tradeboard.redis.RedisConnection.text;

import io.tradeboard.trade.BoardDelta;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a board says of itself at one moment.
 *
 * @param scale volumes are in units of 10<sup>-scale</sup>
 * @param zone whose midnight ends the board's day
 * @param trades how many trades it counts; those of an update in parts are added with the last part
 * @param volume of all traders, in units; saturated at 2^62 - 1
 * @param marks how far each writer has got on it
 * @param closed the writers that have finished the day
 * @param problems what no daemon writes, a sentence each; empty where all is well
 */
public record Ledger(
        int scale,
        String zone,
        long trades,
        BigInteger volume,
        Map<String, Mark> marks,
        Set<String> closed,
        List<String> problems) {
    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern VOLUME = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern SCALE = Pattern.compile("0|[1-9][0-9]?");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,18}|-[0-9]{1,17}");
    private static final BigInteger MOST_UNITS = BigInteger.valueOf(BoardDelta.MOST_UNITS);

    public Ledger {
        marks = Map.copyOf(marks);
        closed = Set.copyOf(closed);
        problems = List.copyOf(problems);
    }

    /** Reads the reply of HGETALL. */
    public static Ledger of(List<?> fieldsAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            fields.put(text(fieldsAndValues.get(i)), text(fieldsAndValues.get(i + 1)));
        }
        List<String> problems = new ArrayList<>();
        Map<String, Mark> marks = new HashMap<>();
        Set<String> closed = new HashSet<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(BoardKeys.MARK_PREFIX)) {
                Mark mark = Mark.parse(value);
                if (mark == null) {
                    problems.add("the field " + field + " of its ledger is not a mark");
                } else {
                    marks.put(field.substring(BoardKeys.MARK_PREFIX.length()), mark);
                }
            } else if (field.startsWith(BoardKeys.CLOSED_PREFIX)) {
                String writer = field.substring(BoardKeys.CLOSED_PREFIX.length());
                if (value.equals(fields.get(BoardKeys.markField(writer)))) {
                    closed.add(writer);
                }
            }
        });
        int scale = Integer.parseInt(number(fields, "scale", "", SCALE, problems));
        long trades = Long.parseLong(number(fields, "trades", "0", COUNT, problems));
        BigInteger volume = new BigInteger(number(fields, "volume", "0", VOLUME, problems));
        if (volume.compareTo(MOST_UNITS) > 0) {
            problems.add("the field volume of its ledger is above the largest total");
            volume = MOST_UNITS;
        }
        number(fields, "lastTradeAt", "0", TIME, problems);
        return new Ledger(scale, fields.getOrDefault("zone", ""), trades, volume, marks, closed, problems);
    }

    private static String number(
            Map<String, String> fields, String name, String absent, Pattern form, List<String> problems) {
        String text = fields.getOrDefault(name, absent);
        if (form.matcher(text).matches()) {
            return text;
        }
        problems.add(
                fields.containsKey(name)
                        ? "the field " + name + " of its ledger is not a number"
                        : "it has no " + name);
        return "0";
    }

    /** What these writers have put there; of others there is nothing left. */
    public Ledger restrictedTo(Set<String> writers) {
        Map<String, Mark> kept = new HashMap<>(marks);
        kept.keySet().retainAll(writers);
        return kept.equals(marks) ? this : new Ledger(scale, zone, 0, BigInteger.ZERO, kept, Set.of(), List.of());
    }

    /** Whether every writer that has counted something has finished the day. */
    public boolean isClosed() {
        return !marks.isEmpty() && closed.containsAll(marks.keySet());
    }

    /** Whether a board that held the other ledger can hold this one later without having lost data in between. */
    public boolean canFollow(Ledger before) {
        return before.marks.entrySet().stream().allMatch(mark -> {
            Mark now = marks.get(mark.getKey());
            return now != null && now.canFollow(mark.getValue());
        });
    }
}
