package io.tradeboard.screen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the keys do, described once: for the page of help, the topic {@code help screen}, and the line of hints.
 *
 * @param keys with two spaces between those that do the same
 * @param hint a word for the line of hints, empty where it has no place there
 */
public record Shortcuts(String keys, String meaning, String hint) {
    private static final int KEY_CELLS = 16;

    static final List<Shortcuts> ALL = Stream.of("""
            q  Ctrl-C | quit | quit
            ?  F1 | this help | help
            Esc | close, go back, select nothing | back
            Tab  Shift-Tab | next, previous symbol | symbol
            1-9 | symbol by its place |
            : | any traded symbol; Tab completes | any symbol
            o | overview of all symbols | overview
            up down  j k | select a row |
            g G PgUp PgDn | first, last, a page |
            Enter | open the trader: all its boards | trader
            / | find a trader while you type | find
            n N | next, previous match |
            f | follow that trader, or stop | follow
            Space | pause and resume | pause
            r | fetch now | refresh
            d | the day before, and today again | day
            m | movement since: refresh, hour, day | movement
            + - | rows: 10, 25, 50 | rows
            u | volumes in full or compact |
            z | times of the boards or local |
            s | save the board as text and JSON | save
            y | copy the selected row, or the name |
            t | theme: neutral, dark, light, mono | theme
            w | wall: large title, no line of keys | wall
            Ctrl-L  Ctrl-Z | draw again; suspend |""".split("\n", -1))
            .map(line -> line.split(" \\| ?", -1))
            .map(parts -> new Shortcuts(parts[0], parts[1], parts[2]))
            .toList();

    /** The lines of a table. */
    static List<String> lines() {
        return ALL.stream()
                .map(each -> Cells.left(each.keys, KEY_CELLS, "") + each.meaning)
                .toList();
    }

    /** The keys and what they do. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        ALL.forEach(each -> meanings.put(each.keys.replace("  ", ", "), each.meaning));
        return meanings;
    }

    /** The hint for a key, such as {@code q quit}. */
    static String hint(String key) {
        return ALL.stream()
                .filter(each -> !each.hint.isEmpty() && (each.keys + "  ").startsWith(key + "  "))
                .map(each -> key + " " + each.hint)
                .findFirst()
                .orElseThrow();
    }
}
