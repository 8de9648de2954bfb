package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.nio.file.Path;
import java.util.List;

/** There is no Kafka broker for a trial, as it cannot be downloaded. */
final class NoBrokerException extends RuntimeException implements Failure {
    private final Path script;

    NoBrokerException(Path script) {
        super("there is no Kafka broker for the demo: " + script + " cannot download it, and says why above");
        this.script = script;
    }

    @Override
    public int exitCode() {
        return ExitCode.REDIS_UNREACHABLE;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }

    @Override
    public String subject() {
        return script.toString();
    }

    @Override
    public List<String> nextSteps() {
        return List.of(
                "the demo without a broker: tradeboard demo", "a mirror or a proxy of Maven: ~/.m2/settings.xml");
    }
}
