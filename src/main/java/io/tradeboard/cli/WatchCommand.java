package io.tradeboard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "watch", description = "the full-screen leaderboard")
final class WatchCommand implements Callable<Integer> {
    @Mixin
    StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        return 0;
    }
}
