package io.tradeboard.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** What a caller wants carried out together, and the replies as they come: a single command, or a transaction. */
final class Unit {
    /** What is asked of the servers for a unit. */
    enum Kind {
        COMMAND,
        TRANSACTION,
        /** A transaction of reads, which may be read by a script where transactions are refused. */
        READS,
        /** A transaction that is carried out only if what the connection watches has not changed; never sent again. */
        WATCHED
    }

    private final Kind kind;
    private final List<CommandArguments> commands;
    private final @Nullable Object[] replies;
    private final boolean[] refused;
    private boolean changed;

    Unit(Kind kind, List<CommandArguments> commands) {
        this.kind = kind;
        this.commands = commands;
        this.replies = new Object[commands.size()];
        this.refused = new boolean[commands.size()];
    }

    /** Each command as a unit of its own. */
    static List<Unit> each(List<CommandArguments> commands) {
        return commands.stream()
                .map(command -> new Unit(Kind.COMMAND, List.of(command)))
                .toList();
    }

    Kind kind() {
        return kind;
    }

    List<CommandArguments> commands() {
        return commands;
    }

    void reply(int place, @Nullable Object reply) {
        replies[place] = reply;
        refused[place] = false;
    }

    /** Takes note why a command was not carried out, with the others that were to be carried out together. */
    void refuse(int place, ErrorReply why) {
        replies[place] = why;
        refused[place] = true;
    }

    @Nullable
    Object reply(int place) {
        return replies[place];
    }

    /** Takes note that a watched key was another by then, so that nothing was carried out. */
    void changed() {
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    /** The replies to its commands; errors are elements, and stand for each command of a transaction that was refused. */
    List<Object> replies() {
        return new ArrayList<>(Arrays.asList(replies));
    }

    /** Why nothing at all was carried out, or null where something may have been. */
    @Nullable
    ErrorReply refusal() {
        for (boolean each : refused) {
            if (!each) {
                return null;
            }
        }
        return refused.length == 0 ? null : (ErrorReply) replies[0];
    }
}
