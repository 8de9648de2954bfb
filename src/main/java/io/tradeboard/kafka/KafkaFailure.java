package io.tradeboard.kafka;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Kafka cannot be reached, refuses the authentication or a permission, or cannot do what it was asked. */
public final class KafkaFailure extends RuntimeException implements Failure {
    private static final String NO_ADDRESS = "No resolvable bootstrap urls";

    private final int exitCode;
    private final String sentence;
    private final String subject;
    private final List<String> nextSteps;

    private KafkaFailure(int exitCode, String sentence, String subject, List<String> nextSteps, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
        this.sentence = sentence;
        this.subject = subject;
        this.nextSteps = List.copyOf(nextSteps);
    }

    /** @param thrown what the client threw, or what it completed a future with */
    static KafkaFailure of(KafkaSettings settings, Throwable thrown) {
        Throwable cause = cause(thrown);
        String kafka = "Kafka at " + settings.bootstrap();
        if (cause instanceof AuthenticationException) {
            String what = cause instanceof SslAuthenticationException
                    ? "TLS with " + kafka + " failed: "
                    : kafka + " refused the authentication: ";
            return new KafkaFailure(
                    ExitCode.DENIED,
                    what + text(cause),
                    settings.bootstrap(),
                    List.of("set TLS and SASL in a file: --kafka-config FILE"),
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return new KafkaFailure(
                    ExitCode.DENIED,
                    kafka + " refused a permission: " + text(cause),
                    settings.bootstrap(),
                    List.of(),
                    cause);
        }
        if (cause instanceof ConfigException
                && String.valueOf(cause.getMessage()).startsWith(NO_ADDRESS)) {
            return unreachable(settings, "no such host", cause);
        }
        if (cause instanceof ConfigException) {
            return new KafkaFailure(
                    ExitCode.USAGE, "a setting of the Kafka client is wrong: " + text(cause), "", List.of(), cause);
        }
        if (cause instanceof TimeoutException) {
            return unreachable(settings, "no answer", cause);
        }
        if (cause instanceof RetriableException) {
            return unreachable(settings, text(cause), cause);
        }
        return new KafkaFailure(
                ExitCode.INTERNAL, kafka + " failed: " + text(cause), settings.bootstrap(), List.of(), cause);
    }

    static KafkaFailure unreachable(KafkaSettings settings, String reason, Throwable cause) {
        return new KafkaFailure(
                ExitCode.REDIS_UNREACHABLE,
                "cannot reach Kafka at " + settings.bootstrap() + ": " + reason,
                settings.bootstrap(),
                List.of(
                        "use another broker: --kafka-bootstrap-servers HOST:PORT",
                        "TLS and SASL are set in a file: --kafka-config FILE"),
                cause);
    }

    static KafkaFailure of(int exitCode, String sentence, Throwable cause) {
        return new KafkaFailure(exitCode, sentence, "", List.of(), cause);
    }

    /** Whether Kafka refused the authentication, or a permission. */
    public boolean isDenied() {
        return exitCode == ExitCode.DENIED;
    }

    /** Whether trying again can succeed. */
    public boolean isUnreachable() {
        return exitCode == ExitCode.REDIS_UNREACHABLE;
    }

    /** What is wrong with a topic or a record, which trying again does not change. */
    static KafkaFailure refused(String sentence, List<String> nextSteps, Throwable cause) {
        return new KafkaFailure(ExitCode.USAGE, sentence, "", nextSteps, cause);
    }

    /** What lies below the wrappers of futures, and of the client where a constructor fails. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getClass() == KafkaException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The message of an exception as the end of a sentence. */
    static String text(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = message.strip().lines().findFirst().orElse("").replaceFirst("\\.$", "");
        boolean isWord = line.length() > 1 && Character.isLowerCase(line.charAt(1));
        return isWord ? line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1) : line;
    }

    @Override
    public int exitCode() {
        return exitCode;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public List<String> nextSteps() {
        return nextSteps;
    }
}
