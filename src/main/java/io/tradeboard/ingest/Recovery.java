package io.tradeboard.ingest;

import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a daemon knows from the log before it reads anything: how far each source was read, under which name it reads the
 * stream, and which trades it has seen lately.
 */
record Recovery(Map<String, String> positions, String consumer, DuplicateWindow duplicates) {
    private static final String CONSUMER = "consumer";

    static Recovery of(LogDirectory directory, int dedupeWindow) throws IOException {
        Map<String, String> positions = new HashMap<>();
        DuplicateWindow duplicates = new DuplicateWindow(dedupeWindow);
        for (Segment segment : directory.segments()) {
            segment.read(positions, frame -> {
                ByteBuffer records = frame.records().duplicate();
                for (int i = 0; i < frame.count(); i++) {
                    duplicates.isNew(LoggedTrade.decode(records));
                }
                return true;
            });
        }
        String consumer = directory.recall(CONSUMER);
        if (consumer == null) {
            consumer = UUID.randomUUID().toString();
            directory.remember(CONSUMER, consumer);
        }
        return new Recovery(positions, consumer, duplicates);
    }
}
