package io.tradeboard.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads lines that are known to be good, in as little code as can be, and with none of the program's. */
final class TinyReading {
    private final String text;
    private int at;

    private TinyReading(String text) {
        this.text = text;
    }

    /** The texts and numbers of an object by name; what is nested is passed over. */
    static Map<String, String> object(String line) {
        TinyReading reading = new TinyReading(line);
        Map<String, String> fields = new HashMap<>();
        reading.skip('{');
        while (reading.peek() != '}') {
            String name = reading.string();
            reading.skip(':');
            String value = reading.value();
            if (!value.equals("null")) {
                fields.put(name, value);
            }
            if (reading.peek() == ',') {
                reading.at++;
            }
        }
        return fields;
    }

    /** The cells of a CSV line, quoted or not. */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private char peek() {
        while (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.charAt(at);
    }

    private void skip(char wanted) {
        if (peek() != wanted) {
            throw new IllegalStateException("no " + wanted + " at " + at + " of " + text);
        }
        at++;
    }

    private String value() {
        char first = peek();
        if (first == '"') {
            return string();
        }
        int start = at;
        int depth = 0;
        while (depth > 0 || ",}]".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '"') {
                string();
                continue;
            }
            depth += "[{".indexOf(c) >= 0 ? 1 : "]}".indexOf(c) >= 0 ? -1 : 0;
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        skip('"');
        for (; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                c = text.charAt(++at);
                int known = "bfnrt".indexOf(c);
                if (c == 'u') {
                    c = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
                    at += 4;
                } else if (known >= 0) {
                    c = "\b\f\n\r\t".charAt(known);
                }
            }
            out.append(c);
        }
        at++;
        return out.toString();
    }
}
