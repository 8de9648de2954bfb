package io.tradeboard.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "generate-completion",
        description = "print what completes commands in bash and zsh",
        footer = {"", "In a shell, or in its start-up file:", "  source <(bin/tradeboard generate-completion)"})
final class GenerateCompletionCommand implements Runnable {
    private final Console console;

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    GenerateCompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        CommandSpec root = spec.root();
        console.out().print(AutoComplete.bash(root.name(), root.commandLine()));
        console.out().print(Resource.text("completion.bash"));
    }
}
