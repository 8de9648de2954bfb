package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A pipe that has no end before it is closed, however much was written to it. */
final class OpenPipe implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile bothEnds;
    private @Nullable Process writer;

    OpenPipe(Path path) throws IOException, InterruptedException {
        this.path = path;
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
        bothEnds = new RandomAccessFile(path.toFile(), "rw");
    }

    /** What the program is to read from. */
    Path path() {
        return path;
    }

    /** Starts to write a file into it. */
    void send(Path file) throws IOException {
        writer = new ProcessBuilder("cat", file.toString())
                .redirectOutput(path.toFile())
                .start();
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.destroyForcibly();
        }
        bothEnds.close();
    }
}
