package io.tradeboard.source;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;

/** Another daemon reads the stream, and one stream has one reader. */
public final class StreamLeasedException extends IOException implements Failure {
    StreamLeasedException(String message) {
        super(message);
    }

    @Override
    public int exitCode() {
        return ExitCode.TAKEN;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
