package io.tradeboard.cli;

import io.tradeboard.run.ExitCode;
import io.tradeboard.text.Printable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "alias",
        description = "show a trader under another name",
        footer = {"  tradeboard traders alias moving-whale 'The Whale'"})
final class TradersAliasCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "TRADER", description = "the id of the trader")
    String trader = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "the name to show; no other trader in the directory may have it")
    String name = "";

    @Mixin
    DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    TradersAliasCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String of = DirectoryOptions.trader(trader);
        String alias = DirectoryOptions.alias(name);
        String shown = directory.change(of, entry -> entry.withAlias(alias));
        console.print(Printable.quote(of) + " is shown as " + Printable.quote(shown)
                + (shown.equals(alias) ? "" : " because it is hidden") + System.lineSeparator());
        return ExitCode.OK;
    }
}
