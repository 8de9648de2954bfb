package io.tradeboard.e2e;

import java.io.IOException;
import java.nio.file.Path;

/** A run that reads given trades to their end, from a file or a pipe, into a log of its own. */
final class SideRun {
    private static final int REDIS_UNREACHABLE = 6;

    private final Deployment deployment;
    private final Path input;
    private final boolean piped;
    private final Path log;
    private Running running;

    SideRun(Deployment deployment, Path input, boolean piped, Path log) throws IOException {
        this.deployment = deployment;
        this.input = input;
        this.piped = piped;
        this.log = log;
        this.running = start();
    }

    private Running start() throws IOException {
        String[] command = {"ingest", piped ? "-" : input.toString(), "--log-dir", log.toString(), "--timeout", "400ms"
        };
        return piped ? deployment.startReading(input, command) : deployment.start(command);
    }

    /** Waits for its end; it is run again, with the same input, where Redis was away from it. */
    void finish() throws IOException, InterruptedException {
        while (running.join().code() == REDIS_UNREACHABLE) {
            running = start();
        }
        running.join().expect(0);
    }
}
