package io.tradeboard.ingest;

import io.tradeboard.format.ResultDocument;
import io.tradeboard.format.ResultFiles;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.RedisDirectory;
import io.tradeboard.read.RedisStandings;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Runtime;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps the results of yesterday's boards when they are final: all ranks in files beside the log, the first hundred in
 * Redis. It waits a while for an audit of the final board, so that the result says how exact it is.
 */
final class ResultLoop implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final RedisStandings standings;
    private final Supplier<TradersDirectory> directory;
    private final ResultStore store;
    private final ResultFiles files;
    private final TradingDays days;
    private final Notices notices;
    private final Repeating repeating;
    private final Set<BoardId> kept = new HashSet<>();

    /** @param logDirectory where the results go too */
    ResultLoop(RedisSettings redis, IngestConfig config, Path logDirectory, Runtime runtime) {
        RedisConnection connection = new RedisConnection(redis);
        this.days = config.days();
        this.standings =
                new RedisStandings(connection, config.symbols(), days, runtime.clock(), TradersDirectory::none);
        this.directory = new RedisDirectory(connection, new TraderDocument());
        this.store = new ResultStore(connection, new ResultDocument(), TradersDirectory::none);
        this.files = new ResultFiles(logDirectory);
        this.notices = runtime.notices();
        this.repeating = new Repeating("results", () -> PAUSE, stop -> turn(), connection::close, runtime.notices());
    }

    private void turn() throws IOException {
        try {
            LocalDate yesterday = standings.today().minusDays(1);
            kept.removeIf(board -> board.day().isBefore(yesterday));
            for (String symbol : standings.symbols(yesterday)) {
                BoardId board = new BoardId(symbol, yesterday);
                if (!kept.contains(board)) {
                    Standings top = standings.read(symbol, yesterday, 1);
                    if (isReady(top)) {
                        keepOrReport(top);
                    }
                }
            }
        } catch (RedisUnavailableException e) {
            // The flush stage reports that; there is time.
            return;
        }
    }

    /** What one board fails for keeps no other from its result; it is tried again by the next daemon. */
    private void keepOrReport(Standings top) {
        BoardId board = top.board();
        try {
            if (keep(top)) {
                kept.add(board);
            }
        } catch (UnreadableDirectoryException e) {
            // Once somebody has mended the directory, the result is kept.
            notices.warnOnce("the result of " + board + " is not kept yet: " + e.getMessage());
        } catch (IOException | RedisRefusedException e) {
            kept.add(board);
            notices.warn(
                    "the result of " + board + " cannot be stored: " + e.getMessage() + "; the next start retries");
        }
    }

    private boolean isReady(Standings board) {
        if (board.state() != BoardState.FINAL) {
            return false;
        }
        long over = days.endMillis(board.board().day()) + days.lateness().toMillis();
        Verdict audit = board.audit();
        return (audit != null && audit.at().toEpochMilli() > over)
                || board.asOf().toEpochMilli() > over + PATIENCE.toMillis();
    }

    /** Returns whether the result is kept; not where the board has changed meanwhile. */
    private boolean keep(Standings top) throws IOException {
        BoardId board = top.board();
        int all = (int) Math.min(Integer.MAX_VALUE - 1, top.traders());
        Standings whole = standings.read(board.symbol(), board.day(), all);
        if (!whole.isFinal() || whole.trades() != top.trades() || whole.rows().size() != whole.traders()) {
            return false;
        }
        files.write(whole, directory.get());
        store.publish(whole);
        return true;
    }

    void start() {
        repeating.start();
    }

    @Override
    public void close() {
        repeating.close();
    }
}
