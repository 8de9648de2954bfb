package io.tradeboard.source;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a log directory remembers of its reading of the stream, one item a line: the consumer name, the position (or {@code
 * -}), and the writers one of which has read last. There is more than one where a run ended while it took the lease. Behind
 * the name stands where the directory was.
 *
 * @param moved whether the directory is another, or elsewhere, than where this was remembered
 */
record StreamMemory(String consumer, @Nullable StreamPosition position, Set<String> writers, boolean moved) {
    private static final String UNKNOWN = "-";

    static StreamMemory of(StreamLog log) throws IOException {
        String text = log.memory().recall();
        List<String> lines = text == null ? List.of() : text.lines().toList();
        if (lines.size() < 2) {
            return new StreamMemory(newName(), log.position(), log.writers(), false);
        }
        StreamPosition kept = lines.get(1).equals(UNKNOWN) ? null : StreamPosition.parse(lines.get(1));
        Set<String> writers = new HashSet<>(log.writers());
        writers.addAll(lines.subList(2, lines.size()));
        // The log knows best, unless all of it that said so has expired.
        StreamPosition logged = log.position();
        String[] nameAndPlace = lines.get(0).split(" ", 2);
        boolean moved =
                nameAndPlace.length == 2 && !nameAndPlace[1].equals(log.memory().place());
        return new StreamMemory(nameAndPlace[0], logged == null ? kept : logged, writers, moved);
    }

    /** The same under a name that nobody uses. */
    StreamMemory renamed() {
        return new StreamMemory(newName(), position, writers, false);
    }

    private static String newName() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** Keeps it, with one more writer, or with that one as the only one. */
    StreamMemory keep(StreamLog.Memory memory, @Nullable StreamPosition reached, Set<String> last) throws IOException {
        StringBuilder text = new StringBuilder(consumer)
                .append(' ')
                .append(memory.place())
                .append('\n')
                .append(reached == null ? UNKNOWN : reached);
        new TreeSet<>(last).forEach(writer -> text.append('\n').append(writer));
        memory.remember(text.append('\n').toString());
        return new StreamMemory(consumer, reached, last, false);
    }
}
