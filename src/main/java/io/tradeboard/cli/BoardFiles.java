package io.tradeboard.cli;

import io.tradeboard.format.StandingsWriter;
import io.tradeboard.format.StandingsWriter.Format;
import io.tradeboard.read.Standings;
import io.tradeboard.screen.WatchScreen;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Saves standings as text and as JSON, in the working directory: {@code tradeboard-BTC-20261122T143200Z.txt} and {@code
 * .json}.
 */
final class BoardFiles implements WatchScreen.Keeper {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Console console;
    private final Path folder;

    BoardFiles(Console console, Path folder) {
        this.console = console;
        this.folder = folder;
    }

    @Override
    public String save(Standings standings) throws IOException {
        String symbol = standings.board().symbol().replace('/', '_');
        String name = "tradeboard-" + symbol + "-" + STAMP.format(standings.asOf());
        write(name + ".txt", Format.table, standings);
        write(name + ".json", Format.json, standings);
        return "saved " + name + ".txt and .json";
    }

    private void write(String name, Format format, Standings standings) throws IOException {
        StandingsWriter writer = new StandingsWriter(
                console::print, console.clock(), format, standings.rows().size());
        StringBuilder text = new StringBuilder();
        for (String line : writer.text(standings).split("\n", -1)) {
            text.append(text.isEmpty() ? "" : "\n").append(Printable.clean(line));
        }
        Files.writeString(folder.resolve(name), text);
    }
}
