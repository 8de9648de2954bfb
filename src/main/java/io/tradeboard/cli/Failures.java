package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports what went wrong, to a person in a line or to a script in JSON, and gives it its exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Set<String> JSON = Set.of("json", "ndjson");

    private final Console console;
    private final Settings settings;
    private final boolean json;

    Failures(Console console, Settings settings, String[] args) {
        this.console = console;
        this.settings = settings;
        this.json = isJsonAsked(args);
    }

    /** Whether the arguments ask for JSON, also where they cannot be parsed. */
    private static boolean isJsonAsked(String[] args) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            String value = null;
            if (args[i].equals("-o") || args[i].equals("--output")) {
                value = i + 1 < args.length ? args[i + 1] : null;
            } else if (args[i].startsWith("--output=")) {
                value = args[i].substring("--output=".length());
            } else if (args[i].startsWith("-o")) {
                value = args[i].substring(2).replaceFirst("^=", "");
            }
            if (value != null && JSON.contains(value.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof OutputException output && output.isClosedByReader()) {
            return ExitCode.OK;
        }
        if (command.getCommandSpec().findOption("-v").<Boolean>getValue()) {
            console.trace(e);
        }
        Blame blame = new Blame(settings, parsed.originalArgs());
        return report(problem(e).with(text -> blame.in(text, command.getCommandSpec())));
    }

    /** Reports an error that is not one of a command, and returns its exit code. */
    int report(Failure failure) {
        return report(Problem.of(failure));
    }

    static Problem problem(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof Failure failure) {
            return Problem.of(failure);
        }
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return problem(cause);
        }
        if (e instanceof BindException) {
            return new Problem(ExitCode.TAKEN, message);
        }
        if (e instanceof NoSuchFileException) {
            return new Problem(ExitCode.USAGE, "no such file: " + message);
        }
        if (e instanceof AccessDeniedException) {
            return new Problem(ExitCode.IO, "permission denied: " + message);
        }
        if (e instanceof IOException) {
            return new Problem(e.getCause() instanceof Failure cause ? cause.exitCode() : ExitCode.IO, message);
        }
        String what = "internal error: " + message + " (" + e.getClass().getSimpleName() + ")";
        return new Problem(ExitCode.INTERNAL, what, List.of("-v shows more"), false);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = new Blame(settings, List.of(args))
                .in(ArgumentErrors.sentence(e), e.getCommandLine().getCommandSpec());
        return report(new Problem(ExitCode.USAGE, message, List.of("see: " + name + " --help"), true));
    }

    private int report(Problem problem) {
        if (json) {
            console.line(problem.json());
        } else {
            console.fail(problem);
        }
        return problem.code();
    }
}
