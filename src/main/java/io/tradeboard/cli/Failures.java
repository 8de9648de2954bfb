package io.tradeboard.cli;

import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.redis.RedisUntrustedException;
import io.tradeboard.wal.LogLockedException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line for a person and an exit code for a script. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Console console;
    private final Settings settings;

    Failures(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (command.getCommandSpec().findOption("-v").<Boolean>getValue()) {
            console.trace(e);
        }
        return report(e, parsed);
    }

    private int report(Exception e, ParseResult parsed) {
        if (e instanceof RedisUnavailableException away) {
            console.say("cannot reach Redis at " + address(parsed) + ": " + away.reason());
            console.err().println("  start one: tradeboard redis      use another: --redis-address HOST:PORT");
            return ExitCode.REDIS_UNREACHABLE;
        }
        if (e instanceof RedisRefusedException refused) {
            console.say("Redis at " + address(parsed) + " refused: " + message(e)
                    + (refused.isOfRights() ? "; the user " + user(parsed) + " lacks a right, see README.md" : ""));
            return refused.isOfSignIn() || refused.isOfRights() ? ExitCode.USAGE : ExitCode.INTERNAL;
        }
        if (e instanceof RedisUntrustedException) {
            console.say("cannot trust Redis at " + address(parsed) + ": " + message(e));
            return ExitCode.USAGE;
        }
        if (e instanceof UnknownSymbolException) {
            console.say(message(e));
            return ExitCode.NOT_FOUND;
        }
        if (e instanceof LogLockedException) {
            console.say(message(e) + "; send trades through it: tradeboard produce FILE");
            return ExitCode.TAKEN;
        }
        if (e instanceof BindException) {
            console.say(message(e));
            return ExitCode.TAKEN;
        }
        if (e instanceof NoSuchFileException) {
            console.say("no such file: " + message(e));
            return ExitCode.USAGE;
        }
        if (e instanceof AccessDeniedException) {
            console.say("permission denied: " + message(e));
            return ExitCode.IO;
        }
        if (e instanceof IOException) {
            console.say(message(e));
            return ExitCode.IO;
        }
        if (e instanceof IllegalArgumentException) {
            console.say(new Blame(settings, parsed.originalArgs())
                    .in(message(e), Launch.innermost(parsed).commandSpec()));
            return ExitCode.USAGE;
        }
        console.say("internal error: " + message(e) + " (" + e.getClass().getSimpleName() + "); -v shows more");
        return ExitCode.INTERNAL;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            // What stands behind the = of an option may be an address with a password.
            String first = unmatched.getUnmatched().get(0).replaceFirst("^(-[^=]*)=(?s:.*)", "$1");
            List<String> close = unmatched.getSuggestions();
            console.say("unknown " + (first.startsWith("-") ? "option " : "argument ") + first
                    + Spelling.question(close.isEmpty() ? null : close.get(0)));
        } else {
            console.say(new Blame(settings, List.of(args))
                    .in(message(e), e.getCommandLine().getCommandSpec()));
        }
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("  see: " + name + " --help");
        return ExitCode.USAGE;
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** The address as host and port, without what may stand before them. */
    private static String address(ParseResult parsed) {
        RedisSettings settings = settings(parsed);
        return settings == null ? "its own port" : settings.address();
    }

    private static String user(ParseResult parsed) {
        RedisSettings settings = settings(parsed);
        return settings == null || settings.user() == null ? "default" : settings.user();
    }

    /** Where the command looked for Redis; null where it starts one of its own. */
    private static @Nullable RedisSettings settings(ParseResult parsed) {
        CommandLine.Model.OptionSpec option =
                Launch.innermost(parsed).commandSpec().findOption("--redis-address");
        return option == null ? null : RedisSettings.parse(option.getValue(), null, Duration.ofSeconds(1));
    }
}
