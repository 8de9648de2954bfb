package io.tradeboard.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every open, write and sync fails once: what was synced is read back, and the log goes on only after a full disk. */
class LogFaultsTest {
    private static final List<String> TEXTS = List.of("ab", "c", "de", "f", "g");

    /** Small enough for a new segment with each text. */
    private static final long SMALL = 50;

    @TempDir
    Path temporary;

    private final FaultyFiles files = new FaultyFiles();

    @Test
    void anyFailureEndsTheLogAndTakesNothingThatWasSynced() throws IOException {
        int all = operationsOfAWholeRun();

        for (int nth = 1; nth <= all; nth++) {
            Path directory = temporary.resolve("fails at " + nth);
            try (LogDirectory log = files.open(directory);
                    LogWriter writer = log.startWriter(Map.of(), SMALL)) {
                files.failFrom(nth, FaultyFiles.BROKEN);
                int synced = 0;
                try {
                    for (String text : TEXTS) {
                        Logs.append(writer, text);
                        synced++;
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessage(FaultyFiles.BROKEN);
                }
                files.mend();

                assertThat(synced).isLessThan(TEXTS.size());
                assertThatThrownBy(() -> Logs.append(writer, "z")).hasMessageStartingWith("the log failed before");
                assertThatThrownBy(writer::sync).hasMessageStartingWith("the log failed before");
                List<String> read = letters(directory);
                assertThat(read.subList(0, synced)).isEqualTo(TEXTS.subList(0, synced));
                assertThat(read).isEqualTo(TEXTS.subList(0, read.size()));
            }
        }
    }

    @Test
    void afterAFullDiskTheSameFrameGoesOnFromWhereItWas() throws IOException {
        int all = operationsOfAWholeRun();

        for (int nth = 1; nth <= all; nth++) {
            Path directory = temporary.resolve("full at " + nth);
            try (LogDirectory log = files.open(directory);
                    LogWriter writer = log.startWriter(Map.of(), SMALL)) {
                files.failFrom(nth, FaultyFiles.NO_SPACE);
                for (String text : TEXTS) {
                    if (!appended(writer, text)) {
                        assertThat(appended(writer, text))
                                .as("while it is full")
                                .isFalse();
                        files.mend();
                        assertThat(appended(writer, text))
                                .as("with space again")
                                .isTrue();
                    }
                    if (!synced(writer)) {
                        break;
                    }
                }
                files.mend();
            }
            List<String> read = letters(directory);
            assertThat(read).isEqualTo(TEXTS.subList(0, read.size()));
        }
    }

    /** Appends, unless there is no space. */
    private static boolean appended(LogWriter writer, String text) throws IOException {
        try {
            writer.append(text.length(), 1_000, Position.NONE, Logs.bytes(text));
            return true;
        } catch (LogFullException e) {
            assertThat(e).hasMessageStartingWith("no space left on ");
            return false;
        }
    }

    /** Syncs, unless that fails: then the log has failed, whatever the reason. */
    private static boolean synced(LogWriter writer) throws IOException {
        try {
            writer.sync();
            return true;
        } catch (IOException e) {
            assertThatThrownBy(() -> Logs.append(writer, "z")).hasMessageStartingWith("the log failed before");
            return false;
        }
    }

    @Test
    void noFrameCountsAsSyncedBeforeTheNameOfItsSegmentIs() throws IOException {
        try (LogDirectory log = files.open(temporary.resolve("log"));
                LogWriter writer = log.startWriter(Map.of(), SMALL)) {
            Logs.append(writer, "a");
            Logs.append(writer, "b");
        }

        // The key first.
        List<String> begun = List.of("open", "write", "write", "sync", "sync directory", "write", "sync");
        assertThat(files.done())
                .containsExactlyElementsOf(Stream.of(List.of("sync directory"), begun, begun)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void aDeletedSegmentStaysDeletedBeforeTheNextOneIs() throws IOException {
        Path directory = temporary.resolve("log");
        Logs.write(directory, SMALL, "a", "b", "c");
        try (LogDirectory log = files.open(directory)) {
            log.summarise(log.segments().get(0).name(), new byte[1]);
            long before = files.count("sync directory");
            log.delete(log.segments().subList(0, 2));

            assertThat(files.count("sync directory")).isEqualTo(before + 2);
            assertThat(log.segments()).hasSize(1);
        }
        try (var left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", "key", "00000001-00000000000000000002.log");
        }
    }

    private int operationsOfAWholeRun() throws IOException {
        FaultyFiles sound = new FaultyFiles();
        try (LogDirectory log = sound.open(temporary.resolve("whole"));
                LogWriter writer = log.startWriter(Map.of(), SMALL)) {
            int started = sound.done().size();
            Logs.append(writer, TEXTS.toArray(String[]::new));
            assertThat(letters(temporary.resolve("whole"))).isEqualTo(TEXTS);
            assertThat(sound.done().size()).isGreaterThan(TEXTS.size() * 4);
            return sound.done().size() - started;
        }
    }

    private static List<String> letters(Path directory) throws IOException {
        return Logs.read(directory).frames().stream()
                .map(frame -> frame.substring(frame.indexOf(':') + 1))
                .toList();
    }
}
