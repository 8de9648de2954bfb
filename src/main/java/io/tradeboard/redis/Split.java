package io.tradeboard.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts units into parts of one slot each. A script is one atomic step by itself, and is never in a transaction. A command
 * without a key goes with the one before it, or else the one behind it, so that what is read with the time is of that time.
 */
final class Split {
    private Split() {}

    static List<Part> parts(List<Unit> units) {
        List<Part> parts = new ArrayList<>();
        List<Unit> singles = new ArrayList<>();
        for (Unit unit : units) {
            if (unit.kind() == Unit.Kind.COMMAND) {
                singles.add(unit);
            } else {
                addTransaction(unit, parts);
            }
        }
        int[] slots = slots(
                singles.stream().map(unit -> Slots.of(unit.commands().get(0))).toList());
        for (int i = 0; i < slots.length; i++) {
            parts.add(Part.of(singles.get(i), List.of(0), slots[i], false));
        }
        return parts;
    }

    private static void addTransaction(Unit unit, List<Part> parts) {
        int[] slots = slots(unit.commands().stream().map(Slots::of).toList());
        Map<Integer, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < slots.length; i++) {
            if (Script.of(unit.commands().get(i)) != null) {
                parts.add(Part.of(unit, List.of(i), slots[i], false));
            } else {
                places.computeIfAbsent(slots[i], slot -> new ArrayList<>()).add(i);
            }
        }
        boolean single = unit.kind() == Unit.Kind.WATCHED;
        places.forEach((slot, all) -> parts.add(Part.of(unit, all, slot, single || all.size() > 1)));
    }

    private static int[] slots(List<Integer> own) {
        int[] slots = new int[own.size()];
        int neighbour =
                own.stream().filter(slot -> slot != Slots.NONE).findFirst().orElse(Slots.NONE);
        for (int i = 0; i < slots.length; i++) {
            neighbour = own.get(i) == Slots.NONE ? neighbour : own.get(i);
            slots[i] = neighbour;
        }
        return slots;
    }
}
