package io.tradeboard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A variable that gives an option its value where the command line does not. */
record EnvironmentVariable(Setting setting, OptionSpec option) {
    /** All that there are, in the order of the settings, each with its option in the first command that has it. */
    static List<EnvironmentVariable> all(CommandSpec root) {
        List<EnvironmentVariable> all = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            root.subcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .flatMap(command -> of(command).stream())
                    .filter(variable -> variable.setting == setting)
                    .findFirst()
                    .ifPresent(all::add);
        }
        return all;
    }

    /** Those of one command. */
    static List<EnvironmentVariable> of(CommandSpec command) {
        List<EnvironmentVariable> own = new ArrayList<>();
        Map<String, OptionSpec> options = command.optionsMap();
        for (Setting setting : Setting.values()) {
            OptionSpec option = options.get(setting.option());
            if (option != null && !option.hidden() && setting.isFor(command.name())) {
                own.add(new EnvironmentVariable(setting, option));
            }
        }
        return own;
    }

    String name() {
        return setting.variable();
    }

    /** What it is for, and the default in parentheses; options that are off or on leave theirs out of their help. */
    String meaning() {
        String text = String.join(" ", option.description());
        boolean isSwitch = option.type() == boolean.class;
        return isSwitch ? String.format(Locale.ROOT, "true or false: %s (%s)", text, option.defaultValue()) : text;
    }
}
