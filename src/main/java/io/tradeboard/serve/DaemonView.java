package io.tradeboard.serve;

import io.tradeboard.run.Runtime;
import io.tradeboard.status.Condition;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The source of the metrics of a daemon, read at each scrape on the thread of the scrape.
 *
 * @param runtime its meters, and the clocks by which they are read
 * @param condition how it is; null while it has not taken its log
 * @param audits what was found last of each board that it audits
 */
public record DaemonView(
        Runtime runtime, Supplier<@Nullable Condition> condition, Supplier<Map<BoardId, Verdict>> audits) {}
