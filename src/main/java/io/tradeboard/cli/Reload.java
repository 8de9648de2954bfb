package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Notices;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads the settings again on HUP, while a command runs: the symbols and the level of messages change, other settings at the
 * next start. Only the file is read again; the command line and the environment of the process are as they were, and still
 * override it.
 *
 * <p>All of it counts, or nothing: what a start would refuse is reported, and the earlier settings stay.
 *
 * <p>Not at a terminal, where HUP says that it is gone.
 */
final class Reload {
    private static final Set<Setting> OF_SYMBOLS =
            EnumSet.of(Setting.SYMBOLS, Setting.DEFAULT_SCALE, Setting.STRICT_SYMBOLS);

    private final Console console;
    private final CommandSpec running;
    private final Notices notices;
    private final @Nullable Consumer<Symbols> target;
    private final Settings started;
    private final String[] args;
    private Symbols symbols;
    private LogLevel level;

    /** A command that can go on with other settings. */
    interface Reloadable {
        /**
         * Its symbols, once all its options were checked as they are at a start.
         *
         * @throws UsageException if one has a value that it cannot use
         * @throws IOException if a file that one names cannot be read
         */
        Symbols symbols() throws IOException;
    }

    private Reload(Console console, CommandSpec running, Notices notices, @Nullable Consumer<Symbols> target)
            throws IOException {
        this.console = console;
        this.running = running;
        this.notices = notices;
        this.target = target;
        this.started = (Settings) running.defaultValueProvider();
        this.args = running.root().commandLine().getParseResult().originalArgs().toArray(String[]::new);
        this.symbols = ((Reloadable) running.userObject()).symbols();
        this.level = MessageOptions.level(running);
    }

    /**
     * Reloads from now on when HUP arrives.
     *
     * @param target takes the symbols each time, and may throw to refuse them; null where
     *     symbols change at a start only
     */
    static void onHangUp(Console console, CommandSpec running, Notices notices, @Nullable Consumer<Symbols> target)
            throws IOException {
        if (!console.interactive() && !console.errorsToTerminal()) {
            Signals.onHangUp(new Reload(console, running, notices, target)::run);
        }
    }

    private synchronized void run() {
        Settings again = started;
        try {
            again = Settings.load(args, console.environment(), console.home());
            take(again);
        } catch (ParameterException e) {
            refuse(ArgumentErrors.sentence(e), again);
        } catch (IOException | RuntimeException e) {
            refuse(Failures.problem(e).message(), again);
        }
    }

    private void refuse(String why, Settings again) {
        String message = new Blame(again, List.of(args)).in(why, running);
        console.fail(new Problem(ExitCode.USAGE, "settings not reloaded, the earlier ones stay in use: " + message));
    }

    private void take(Settings again) throws IOException {
        ParseResult parsed =
                Launch.command(Tradeboard.commandLine(console, again, args).parseArgs(args));
        Symbols changed = ((Reloadable) parsed.commandSpec().userObject()).symbols();
        LogLevel chosen = MessageOptions.level(parsed.commandSpec());
        List<String> news = new ArrayList<>();
        if (target != null) {
            target.accept(changed);
            SymbolChanges.between(symbols, changed).ifPresent(change -> news.add("symbols: " + change));
            symbols = changed;
        }
        if (chosen != level) {
            news.add("log level: " + chosen);
        }
        List<String> later = atNextStart(again, parsed);
        if (!later.isEmpty()) {
            news.add("after a restart: " + String.join(", ", later));
        }
        // Also where it is the last message of its level, or the first.
        console.messages().limit(chosen.compareTo(level) > 0 ? chosen : level);
        notices.say("settings reloaded: " + (news.isEmpty() ? "nothing changed" : String.join("; ", news)));
        console.messages().limit(chosen);
        level = chosen;
        new Launch(console, again).warnOfSettings(parsed);
    }

    /** The settings of this command that are not those it was started with, and stay so. */
    private List<String> atNextStart(Settings again, ParseResult parsed) {
        List<String> later = new ArrayList<>();
        for (EnvironmentVariable variable : EnvironmentVariable.of(parsed.commandSpec())) {
            Setting setting = variable.setting();
            boolean reloaded = setting == Setting.LOG_LEVEL || (target != null && OF_SYMBOLS.contains(setting));
            if (!reloaded
                    && !parsed.hasMatchedOption(variable.option())
                    && !Objects.equals(value(started, setting), value(again, setting))) {
                later.add(variable.name());
            }
        }
        return later;
    }

    private static @Nullable String value(Settings settings, Setting setting) {
        Settings.Found found = settings.find(setting);
        return found == null ? null : found.value();
    }
}
