package io.tradeboard.status;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Puts the verdicts of audits beside the boards, where readers find them. They expire with their boards.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class Verdicts {
    private static final int BOARDS_A_CALL = 500;

    private final RedisConnection redis;
    private final TradingDays days;

    public Verdicts(RedisConnection redis, TradingDays days) {
        this.redis = redis;
        this.days = days;
    }

    /**
     * Publishes what an audit found, in place of what one before it found. A board that does not take its verdict keeps
     * none of the others from theirs; one whose master is away goes without.
     *
     * @param directory names the log directory that was recounted, for as long as it is used
     */
    public void publish(String directory, Map<BoardId, Verdict> verdicts) {
        List<Object> replies = new ArrayList<>();
        List<CommandArguments> commands = new ArrayList<>();
        verdicts.forEach((board, verdict) -> {
            String key = BoardKeys.audit(board);
            commands.add(command(Command.HSET, key, directory, verdict.toString()));
            commands.add(command(Command.PEXPIREAT, key, days.expiresMillis(board.day())));
            if (commands.size() == 2 * BOARDS_A_CALL) {
                replies.addAll(send(commands));
                commands.clear();
            }
        });
        replies.addAll(send(commands));
        replies.stream().filter(reply -> !RedisConnection.isAway(reply)).forEach(RedisConnection::checked);
    }

    private List<Object> send(List<CommandArguments> commands) {
        return commands.isEmpty() ? List.of() : redis.transaction(commands);
    }
}
