package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.text.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "clear",
        description = "remove a trader from the directory, so that its id is shown again",
        footer = {"  tradeboard traders clear moving-whale"},
        exitCodeList = {"3:the trader is not in the directory"})
final class TradersClearCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "TRADER", description = "the id of the trader")
    String trader = "";

    @Mixin
    DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    TradersClearCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String of = DirectoryOptions.trader(trader);
        if (!directory.edit(editor -> editor.clear(trader) || editor.clear(of))) {
            console.say("trader " + Printable.quote(of) + " is not in the directory");
            return ExitCode.NOT_FOUND;
        }
        console.print(Printable.quote(of) + " is shown by its id" + System.lineSeparator());
        return ExitCode.OK;
    }
}
