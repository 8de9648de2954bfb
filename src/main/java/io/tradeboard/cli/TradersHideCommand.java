package io.tradeboard.cli;

import io.tradeboard.read.TraderEntry;
import io.tradeboard.run.ExitCode;
import io.tradeboard.text.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "hide",
        description = "show a trader under a random name",
        footer = {
            "Nobody finds the trader by its id or alias from then on: within one refresh, links to its page and API"
                    + " requests with them answer 404, and rank exits 3, as for a trader who does not exist. They"
                    + " work with the random name. This lasts, over midnight too, until traders clear.",
            "  tradeboard traders hide moving-whale"
        })
final class TradersHideCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "TRADER", description = "the id of the trader")
    String trader = "";

    @Mixin
    DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    TradersHideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String of = DirectoryOptions.trader(trader);
        String shown = directory.change(of, TraderEntry::asHidden);
        console.print(Printable.quote(of) + " is shown as " + Printable.quote(shown)
                + "; links to its page under the id answer 404 until traders clear" + System.lineSeparator());
        return ExitCode.OK;
    }
}
