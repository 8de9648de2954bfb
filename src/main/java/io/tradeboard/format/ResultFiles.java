package io.tradeboard.format;

import io.tradeboard.read.Standings;
import io.tradeboard.read.TradersDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes the final standings of a day beside the log: {@code results/DAY/SYMBOL.json} with everything that is known of
 * the board, and {@code SYMBOL.csv} with its rows.
 *
 * <p>A file is there whole or not at all, also after power loss: it is written under another name, synced and renamed, and
 * then its directory is synced. Writing the same standings again replaces the files with equal ones.
 */
public final class ResultFiles {
    private final Path results;
    private final ResultDocument document = new ResultDocument();

    /** @param directory where {@code results} is made */
    public ResultFiles(Path directory) {
        this.results = directory.resolve("results");
    }

    /**
     * Writes all rows of the standings, by their raw ids, and which of the traders are excluded.
     *
     * @return the JSON file
     */
    public Path write(Standings all, TradersDirectory known) throws IOException {
        Path day = results.resolve(all.board().day().toString());
        boolean isNew = !Files.exists(day);
        Files.createDirectories(day);
        String name = all.board().symbol().replace("/", "%2F");
        List<String> excluded = all.rows().stream()
                .map(Standings.Row::traderId)
                .filter(trader -> known.entry(trader).excluded())
                .toList();
        Path json = replace(day, name + ".json", document.write(all, excluded) + "\n");
        replace(day, name + ".csv", StandingsWriter.csv(List.of(all)));
        sync(day);
        if (isNew) {
            sync(results);
            Path parent = results.toAbsolutePath().getParent();
            if (parent != null) {
                sync(parent);
            }
        }
        return json;
    }

    private static Path replace(Path directory, String name, String text) throws IOException {
        Path temporary = directory.resolve(name + ".tmp");
        try (FileChannel file = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        return Files.move(
                temporary,
                directory.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
