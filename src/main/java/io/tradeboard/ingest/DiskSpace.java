package io.tradeboard.ingest;

import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import java.io.IOException;

/** Reports that the disk of the log is full, and that it has space again. */
final class DiskSpace {
    private static final String CONDITION = "disk";

    private DiskSpace() {}

    static void full(Runtime runtime, IOException e) {
        runtime.meters().set(Local.DISK_FULL, 1);
        runtime.notices()
                .remind(
                        CONDITION,
                        e.getMessage() + "; intake paused, accepted trades are on disk; resumes when space is freed");
    }

    static void back(Runtime runtime) {
        if (runtime.meters().get(Local.DISK_FULL) > 0) {
            runtime.meters().set(Local.DISK_FULL, 0);
            runtime.notices().end(CONDITION, "there is space for the log again; intake resumed");
        }
    }

    static boolean isFull(Runtime runtime) {
        return runtime.meters().get(Local.DISK_FULL) > 0;
    }
}
