package io.tradeboard.ingest;

import io.tradeboard.buffer.Buffer;
import io.tradeboard.buffer.Sums;
import io.tradeboard.source.Source;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.TradingDays;
import io.tradeboard.wal.LogWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * The second thread: writes each group to the log, makes it durable, and only then adds its sums to the buffer and tells
 * the source. So Redis never knows more than the log.
 */
final class Syncer {
    private final BlockingQueue<Group> groups;
    private final LogWriter log;
    private final Buffer buffer;
    private final Source source;
    private final TradingDays days;
    private final Counters counters;

    Syncer(
            BlockingQueue<Group> groups,
            LogWriter log,
            Buffer buffer,
            Source source,
            TradingDays days,
            Counters counters) {
        this.groups = groups;
        this.log = log;
        this.buffer = buffer;
        this.source = source;
        this.days = days;
        this.counters = counters;
    }

    /** Takes groups until {@link Intake#END}. */
    void run() throws IOException, InterruptedException {
        for (Group group = groups.take(); group != Intake.END; group = groups.take()) {
            long to = log.append(group.trades().size(), group.arrivalMillis(), group.position(), group.records());
            log.sync();
            counters.accepted.addAndGet(group.trades().size());
            add(group, to);
            if (!group.position().source().isEmpty()) {
                source.committed(group.position().value());
            }
        }
    }

    private void add(Group group, long to) {
        List<LoggedTrade> counted = new ArrayList<>(group.trades().size());
        List<BoardId> boards = new ArrayList<>(group.trades().size());
        for (LoggedTrade trade : group.trades()) {
            BoardId board = days.boardOf(trade.symbol(), trade.timestampMillis(), group.arrivalMillis());
            if (board == null) {
                counters.late.incrementAndGet();
            } else {
                counted.add(trade);
                boards.add(board);
            }
        }
        buffer.add(counted.size(), to, sums -> addAll(sums, counted, boards));
    }

    private static void addAll(Sums sums, List<LoggedTrade> trades, List<BoardId> boards) {
        for (int i = 0; i < trades.size(); i++) {
            sums.add(boards.get(i), trades.get(i));
        }
    }
}
