package io.tradeboard.cli;

import io.tradeboard.trade.BoardShards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Over how many shards boards are spread. */
final class ShardOptions {
    @Option(
            names = "--board-shards",
            paramLabel = "LIST",
            description = "shards of busy boards, as SYMBOL:SHARDS,... (1)")
    @Nullable
    String shards;

    BoardShards shards() {
        return shards == null ? BoardShards.NONE : BoardShards.parse(shards);
    }
}
