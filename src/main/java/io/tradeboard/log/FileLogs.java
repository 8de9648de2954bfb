package io.tradeboard.log;

import io.tradeboard.wal.LogDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The logs in directories that other processes may be writing to. */
public final class FileLogs implements Logs {
    /** What is said of a writer whose log is in none of the directories. */
    static final String MISSING = "which is in no log directory given: add --log-dir with that of its daemon";

    private final List<Path> directories;

    public FileLogs(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    @Override
    public List<RecordLog> of(LocalDate day, Set<String> writers) throws IOException {
        List<RecordLog> all = new ArrayList<>();
        for (Path directory : directories) {
            all.addAll(FileLog.of(directory));
        }
        return all;
    }

    @Override
    public @Nullable String name() throws IOException {
        return directories.isEmpty() ? null : LogDirectory.recall(directories.get(0), LogDirectory.NAME);
    }

    @Override
    public String rules() {
        return "";
    }

    /** Every board but those that partitions alone feed, whose daemons audit them. */
    @Override
    public boolean cover(Set<String> writers) {
        return writers.isEmpty() || !writers.stream().allMatch(PartitionLog::isWriter);
    }

    @Override
    public String missing(String writer) {
        return MISSING;
    }
}
