package io.tradeboard.cli;

import io.tradeboard.format.Documents;
import io.tradeboard.run.Failure;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An error as it is reported.
 *
 * @param code the exit code
 * @param message what failed, and why
 * @param steps what to do next; several are alternatives
 * @param below whether the next step stands in a line of its own
 */
record Problem(int code, String message, List<String> steps, boolean below) {
    Problem(int code, String message) {
        this(code, message, List.of(), false);
    }

    static Problem of(Failure failure) {
        List<String> steps = failure.nextSteps();
        return new Problem(failure.exitCode(), failure.sentence(), steps, steps.size() > 1);
    }

    /** The same with the message in other words. */
    Problem with(UnaryOperator<String> wording) {
        return new Problem(code, wording.apply(message), steps, below);
    }

    /** For a person: the message, and a single short step behind it. */
    String text() {
        if (steps.isEmpty()) {
            return message;
        }
        return below ? message : message + "; " + steps.get(0);
    }

    /** What stands below the text; null where nothing does. */
    @Nullable
    String textBelow() {
        return below && !steps.isEmpty() ? "  " + String.join("      ", steps) : null;
    }

    /** For a script: one line. */
    String json() {
        return Documents.error(code, message, steps.isEmpty() ? null : String.join("; ", steps));
    }
}
