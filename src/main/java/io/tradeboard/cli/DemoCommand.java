package io.tradeboard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "demo", description = "everything in one terminal")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        return 0;
    }
}
