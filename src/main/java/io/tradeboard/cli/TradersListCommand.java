package io.tradeboard.cli;

import io.tradeboard.format.TradersWriter;
import io.tradeboard.read.DirectoryEditor;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.run.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "print the traders directory",
        footer = {
            "For the operator only: it shows who the hidden traders are.",
            "  tradeboard traders list",
            "  tradeboard traders list -o json"
        })
final class TradersListCommand implements Callable<Integer> {
    private final Console console;

    /** How the directory is printed. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (table)")
    Format output = Format.table;

    @Mixin
    DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    TradersListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        TradersDirectory traders = directory.edit(DirectoryEditor::read);
        console.print(output == Format.json ? TradersWriter.json(traders) : TradersWriter.table(traders));
        return ExitCode.OK;
    }
}
