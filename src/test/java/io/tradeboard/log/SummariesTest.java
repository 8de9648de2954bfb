package io.tradeboard.log;

import static io.tradeboard.log.Records.BTC;
import static io.tradeboard.log.Records.ETH;
import static io.tradeboard.log.Records.ONE_FRAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.run.Notices;
import io.tradeboard.wal.LogDirectory;
import io.tradeboard.wal.LogWriter;
import io.tradeboard.wal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A summary spares the reading of a segment, and hides nothing that has happened to it. */
class SummariesTest {
    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();

    @Test
    void aSegmentIsSummarisedOnce() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann ETH/id1", "BTC/bob! ETH/id2");
        Summary made = summary();
        byte[] stored = Files.readAllBytes(summaryFile());

        for (Summary summary : List.of(made, summary())) {
            assertThat(summary.nexts()).isEqualTo(Map.of(BTC, 1L, ETH, 4L));
            assertThat(summary.positions()).isEqualTo(Map.of(Records.SOURCE, "4"));
            assertThat(summary.nextOffset()).isEqualTo(4);
            assertThat(summary.newestMillis()).isEqualTo(1_000);
            assertThat(summary.gaps()).isEmpty();
        }
        assertThat(Files.readAllBytes(summaryFile())).isEqualTo(stored);
    }

    @Test
    void whatAWriterSummarisesAsItGoesIsWhatTheSegmentHolds() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test");
                LogWriter writer = log.startWriter(Map.of(), Records.NO_LIMIT)) {
            Records.append(writer, "BTC/ann ETH/bob");
            Records.append(writer, "BTC/cat");

            assertThat(writer.checksum())
                    .isEqualTo(Records.segment(directory, 0).checksum());
        }
    }

    /** Wherever the bit is: in the header, the positions, a frame's prefix, its position, a record. */
    @Test
    void aFlippedBitInASummarisedSegmentIsNoticed() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann", "BTC/bob", "BTC/cat");
        summary();
        Path segment = Records.segment(directory, 0).path();
        byte[] whole = Files.readAllBytes(segment);
        byte[] stored = Files.readAllBytes(summaryFile());
        int lastFrame = (whole.length - 73) / 3;
        for (int bit = 0; bit < (whole.length - lastFrame) * 8; bit += 3) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(segment, flipped);

            assertThat(summary().gaps()).as("bit %d", bit).isNotEmpty();
            assertThat(Files.readAllBytes(summaryFile())).as("none is stored").isEqualTo(stored);
        }
        Files.write(segment, whole);
        assertThat(summary().gaps()).as("one that is put back").isEmpty();
        assertThat(notices).isEmpty();
    }

    @Test
    void aGapIsSaidWithItsOffsetsAndItsReason() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann", "BTC/bob ETH/bob", "BTC/cat");
        summary();
        Path segment = Records.segment(directory, 0).path();
        Records.damage(segment, "bob");

        Summary summary = summary();
        assertThat(summary.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(1);
            assertThat(gap.to()).isEqualTo(3);
            assertThat(gap.reason())
                    .startsWith(segment + ": corrupt at offset ")
                    .contains("checksum does not match");
        });
        assertThat(summary.nexts()).isEqualTo(Map.of(BTC, 4L));
        assertThat(summary.nextOffset()).isEqualTo(4);
    }

    @Test
    void aGapIsSeenAnewWheneverItIsAskedForUntilItIsMended() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann", "BTC/bob", "BTC/cat");
        Path segment = Records.segment(directory, 0).path();
        byte[] whole = Files.readAllBytes(segment);
        Records.damage(segment, "bob");
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            Summaries summaries = new Summaries(log, new Notices(notices::add));
            assertThat(summaries.of(Records.segment(directory, 0)).gaps()).hasSize(1);
            assertThat(summaries.of(Records.segment(directory, 0)).gaps()).hasSize(1);
            assertThat(summaryFile()).doesNotExist();
            Files.write(segment, whole);
            assertThat(summaries.of(Records.segment(directory, 0)).gaps()).isEmpty();
            assertThat(summaryFile()).exists();
        }
    }

    @Test
    void aTornTailIsNoGap() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann", "BTC/bob");
        Path segment = Records.segment(directory, 0).path();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));

        assertThat(summary().gaps()).isEmpty();
        assertThat(summary().nextOffset()).isEqualTo(1);
        assertThat(summaryFile()).exists();
    }

    @Test
    void theSameSegmentWithMoreBehindItIsReadAgain() throws IOException {
        Records.write(directory, ONE_FRAME, "BTC/ann", "BTC/bob");
        summary();
        Path segment = Records.segment(directory, 0).path();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length + 1));

        assertThat(summary().gaps()).hasSize(1);
    }

    /** As it is read while it is copied back into the directory of a daemon that runs. */
    @Test
    void aSegmentThatHasGrownSinceIsReadAgain() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann", "BTC/bob");
        Path segment = Records.segment(directory, 0).path();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            Summaries summaries = new Summaries(log, new Notices(notices::add));
            assertThat(summaries.of(Records.segment(directory, 0)).nextOffset()).isEqualTo(1);
            Files.write(segment, whole);
            assertThat(summaries.of(Records.segment(directory, 0)).nextOffset()).isEqualTo(2);
        }
    }

    @Test
    void aSummaryThatCannotBeStoredIsSaidAndStillGiven() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann");
        Files.createDirectory(directory.resolve(summaryFile().getFileName() + ".new"));
        Files.createFile(directory.resolve(summaryFile().getFileName() + ".new/x"));

        assertThat(summary().nextOffset()).isEqualTo(1);
        assertThat(notices).singleElement().asString().startsWith("cannot store the summary of ");
    }

    @Test
    void aSegmentThatIsForgottenIsReadAgain() throws IOException {
        Records.write(directory, Records.NO_LIMIT, "BTC/ann", "BTC/bob", "BTC/cat");
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            Summaries summaries = new Summaries(log, new Notices(notices::add));
            Segment segment = Records.segment(directory, 0);
            Summary first = summaries.of(segment);
            assertThat(summaries.of(segment)).isSameAs(first);
            summaries.forget(segment);
            Records.damage(segment.path(), "bob");
            assertThat(summaries.of(segment).gaps()).hasSize(1);
        }
    }

    /** Of the first segment, as who has just started knows it. */
    private Summary summary() throws IOException {
        try (LogDirectory log = LogDirectory.open(directory, "a test")) {
            return new Summaries(log, new Notices(notices::add)).of(Records.segment(directory, 0));
        }
    }

    private Path summaryFile() throws IOException {
        return directory.resolve(Records.segment(directory, 0).name() + ".summary");
    }
}
