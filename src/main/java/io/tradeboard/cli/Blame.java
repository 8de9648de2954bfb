package io.tradeboard.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes a message about a bad value name the place to fix it: instead of an option that was not given, the variable
 * that set its value, and where that is defined.
 */
final class Blame {
    private final Settings settings;
    private final List<String> args;

    /** @param args the whole command line */
    Blame(Settings settings, List<String> args) {
        this.settings = settings;
        this.args = args;
    }

    /** @param command the one that refused the value */
    String in(String message, CommandSpec command) {
        String renamed = message;
        for (Setting setting : Setting.values()) {
            Settings.Found found = settings.find(setting);
            if (found != null && setting.isFor(command.name()) && !isGiven(setting)) {
                renamed = named(setting)
                        .matcher(renamed)
                        .replaceAll(Matcher.quoteReplacement(setting.variable() + " (" + found.origin() + ")"));
            }
        }
        return renamed;
    }

    private boolean isGiven(Setting setting) {
        return args.stream().anyMatch(arg -> arg.equals(setting.option()) || arg.startsWith(setting.option() + "="));
    }

    /** The option as picocli and as the commands name it, or in words. */
    private static Pattern named(Setting setting) {
        String words = setting.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Pattern.compile(
                "option '" + setting.option() + "'|" + setting.option() + "(?![-\\w])|the " + words + "\\b");
    }
}
