package io.tradeboard.format;

import io.tradeboard.read.TraderEntry;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.text.Printable;
import io.tradeboard.text.Widths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the traders directory for the operator; JSON is the shape {@code tradeboard.traders/1}. */
public final class TradersWriter {
    private static final String SCHEMA = "tradeboard.traders/1";

    private TradersWriter() {}

    /** One document, on one line. */
    public static String json(TradersDirectory directory) throws IOException {
        List<Object> traders = new ArrayList<>();
        directory.traders().forEach((trader, entry) -> {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("traderId", trader);
            document.put("name", directory.name(trader));
            document.put("alias", entry.alias().isEmpty() ? null : entry.alias());
            document.put("hidden", entry.hidden());
            document.put("excluded", entry.excluded());
            traders.add(document);
        });
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("traders", traders);
        return Json.line(document) + "\n";
    }

    /** A line for each trader below a heading; only a sentence where nobody is in the directory. */
    public static String table(TradersDirectory directory) {
        if (directory.traders().isEmpty()) {
            return "The directory is empty: all traders are shown by their ids.\n";
        }
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {"TRADER", "SHOWN AS", ""});
        directory
                .traders()
                .forEach((trader, entry) -> cells.add(new String[] {
                    Printable.clean(trader), Printable.clean(directory.name(trader)), marks(entry),
                }));
        int trader = width(cells, 0);
        int name = width(cells, 1);
        StringBuilder table = new StringBuilder();
        for (String[] row : cells) {
            String line = Widths.left(row[0], trader) + "  " + Widths.left(row[1], name) + "  " + row[2];
            table.append(line.stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static int width(List<String[]> cells, int column) {
        return cells.stream().mapToInt(row -> Widths.of(row[column])).max().orElse(0);
    }

    private static String marks(TraderEntry entry) {
        return (entry.hidden() ? "hidden" : "")
                + (entry.hidden() && entry.excluded() ? ", " : "")
                + (entry.excluded() ? "excluded" : "");
    }
}
