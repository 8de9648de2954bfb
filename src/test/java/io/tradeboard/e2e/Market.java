package io.tradeboard.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of mock trades, each with an id, that the program made; for tests that need many. */
record Market(Path file, int count) {
    static Market of(Deployment deployment, int count) throws IOException, InterruptedException {
        Path file = deployment
                .run("produce", "--to", "-", "--count", Integer.toString(count), "--quiet")
                .expect(0)
                .running()
                .out();
        return new Market(file, count);
    }

    /** Sends all of them to the stream. */
    void send(Deployment deployment) throws IOException, InterruptedException {
        deployment.run("produce", file.toString()).expect(0);
    }

    /** Starts to send them to the stream at a steady rate. */
    Running startSending(Deployment deployment, int perSecond) throws IOException {
        return deployment.start("produce", file.toString(), "--rate", Integer.toString(perSecond));
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    Recount recount() throws IOException {
        return Recount.of(lines());
    }
}
