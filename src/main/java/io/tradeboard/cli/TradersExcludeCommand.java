package io.tradeboard.cli;

import io.tradeboard.read.TraderEntry;
import io.tradeboard.run.ExitCode;
import io.tradeboard.text.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "exclude",
        description = "leave a trader out of every ranking",
        footer = {"  tradeboard traders exclude moving-whale"})
final class TradersExcludeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "TRADER", description = "the id of the trader")
    String trader = "";

    @Mixin
    DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    TradersExcludeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String of = DirectoryOptions.trader(trader);
        directory.change(of, TraderEntry::asExcluded);
        console.print(Printable.quote(of) + " is left out of every ranking" + System.lineSeparator());
        return ExitCode.OK;
    }
}
