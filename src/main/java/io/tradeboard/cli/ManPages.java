package io.tradeboard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes a man page for the program and for each command; the build runs it. */
public final class ManPages {
    private ManPages() {}

    /**
     * Writes all pages.
     *
     * @param args the directory to write to
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path directory) throws IOException {
        Console nowhere = Console.of(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                Map.of(),
                Path.of(""),
                false,
                false);
        Files.createDirectories(directory);
        write(Tradeboard.commandLine(nowhere, Settings.NONE), directory);
    }

    private static void write(CommandLine command, Path directory) throws IOException {
        CommandSpec spec = command.getCommandSpec();
        Files.writeString(
                directory.resolve(ManPage.name(spec) + ".1"),
                new ManPage(spec, Version.number()).text(),
                StandardCharsets.US_ASCII);
        for (CommandSpec below : Candidates.below(spec).toList()) {
            write(below.commandLine(), directory);
        }
    }
}
