package io.tradeboard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "traders",
        description = "show traders under another name or without one, or leave them out",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The traders directory applies to what show, rank, watch and results print, past days too, within one"
                    + " refresh. A hidden trader is called Trader 7f3a everywhere, by a random tag. An excluded one is"
                    + " left out before ranks and shares are worked out, and its volume is taken off the total; the"
                    + " number of trades still counts its own.",
            "",
            "Boards, log and the files of results keep the ids: audit, rebuild, log dump and ingest show them as they"
                    + " are. So does Redis to whoever may read it."
        },
        subcommands = {
            TradersListCommand.class,
            TradersAliasCommand.class,
            TradersHideCommand.class,
            TradersExcludeCommand.class,
            TradersClearCommand.class,
            TradersImportCommand.class
        })
final class TradersCommand implements Runnable {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "traders what? list, alias, hide, exclude, clear or import");
    }
}
