package io.tradeboard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "generate-completion",
        description = "print a completion script for bash, zsh or fish",
        footer = {
            "  tradeboard generate-completion bash > ~/.local/share/bash-completion/completions/tradeboard",
            "  tradeboard generate-completion zsh > ~/.zfunc/_tradeboard",
            "  tradeboard generate-completion fish > ~/.config/fish/completions/tradeboard.fish"
        })
final class GenerateCompletionCommand implements Runnable {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "SHELL", defaultValue = "bash", description = "bash, zsh or fish (bash)")
    Shell shell = Shell.bash;

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
        console.print(CompletionScript.of(shell, spec.root()));
        // Not where the script goes to a file, or to the shell that sources it.
        if (console.interactive() && !standard.quiet) {
            console.say("to install it, " + shell.installation());
        }
    }
}
