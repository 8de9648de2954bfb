package io.tradeboard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "traders",
        description = "give traders an alias, hide them, or exclude them",
        subcommands = {
            TradersListCommand.class,
            TradersAliasCommand.class,
            TradersHideCommand.class,
            TradersExcludeCommand.class,
            TradersClearCommand.class,
            TradersImportCommand.class
        },
        footer = {
            "The traders directory applies to the output of show, rank, watch, results and serve, past days"
                    + " included, within one refresh. A hidden trader is shown everywhere under a random name such"
                    + " as Trader 7f3a. An excluded trader is left out before ranks and shares are computed, and"
                    + " its volume is subtracted from the total; its trades stay in the number of trades.",
            "Boards, the log and the files of results keep the real ids: audit, rebuild, log dump and ingest print"
                    + " them, and so does Redis to everyone who may read it.",
            "  tradeboard traders list",
            "  tradeboard traders alias moving-whale 'The Whale'",
            "  tradeboard traders hide moving-whale",
            "  tradeboard traders import traders.csv"
        })
final class TradersCommand implements Runnable {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "missing command: list, alias, hide, exclude, clear or import");
    }
}
