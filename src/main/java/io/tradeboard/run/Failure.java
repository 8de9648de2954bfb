package io.tradeboard.run;

import java.util.List;

/**
 * An exception that stands for an error of the outside world, and knows what to say of it. Everything else that is thrown
 * is an I/O error or a fault of the program.
 */
public interface Failure {
    /** One of {@link ExitCode}. */
    int exitCode();

    /** What failed and why, in one line that starts in lower case and has no full stop. Holds no secret. */
    String sentence();

    /** What it is about: the address of a server, the name of a file. Empty where that is the command line itself. */
    default String subject() {
        return "";
    }

    /** What to do next, each step in a few words; several are alternatives. */
    default List<String> nextSteps() {
        return List.of();
    }
}
