package io.tradeboard.log;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the records are that boards count. */
public interface Logs {
    /**
     * The logs there are now, as far as they can have records of a day.
     *
     * @param writers whose records boards count; there may be others
     * @throws java.nio.file.NoSuchFileException if one is not there
     */
    List<RecordLog> of(LocalDate day, Set<String> writers) throws IOException;

    /** Names them for as long as they are used; null before that is known. */
    @Nullable
    String name() throws IOException;

    /** By which rules records are judged when they are read; empty where what was decided is in the log. */
    String rules();

    /**
     * Whether the daemon that has these logs is the one that audits a board.
     *
     * @param writers whose records the board counts; none where there is no board yet
     */
    boolean cover(Set<String> writers);

    /** Why the records of a writer are in none of them, and what to do, as the end of a sentence about them. */
    String missing(String writer);
}
