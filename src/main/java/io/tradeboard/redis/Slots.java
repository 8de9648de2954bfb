package io.tradeboard.redis;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which slot of a cluster a command belongs to, for the commands that are used here. */
final class Slots {
    /** How many a cluster has. */
    static final int COUNT = 16_384;

    /** The slot of a command without a key, which any node may carry out. */
    static final int NONE = -1;

    private static final Set<ProtocolCommand> KEYLESS =
            Set.of(Command.PING, Command.TIME, Command.INFO, Command.CONFIG, Command.SCRIPT);

    /** Those with a subcommand before the key. */
    private static final Set<ProtocolCommand> SUBCOMMANDS =
            Set.of(Command.XINFO, Command.XGROUP, Command.OBJECT, Command.MEMORY);

    private Slots() {}

    /** The slot of the command's first key; all others of the same command must lie there too. */
    static int of(CommandArguments command) {
        byte[] key = key(command);
        return key == null ? NONE : JedisClusterCRC16.getSlot(key);
    }

    /** The first key; null where there is none. */
    static byte @Nullable [] key(CommandArguments command) {
        ProtocolCommand name = command.getCommand();
        if (KEYLESS.contains(name)) {
            return null;
        }
        if (name == Command.EVAL || name == Command.EVALSHA) {
            return command.size() > 3 && !"0".equals(text(command, 2)) ? raw(command, 3) : null;
        }
        if (name == Command.XREADGROUP || name == Command.XREAD) {
            for (int i = 1; i + 1 < command.size(); i++) {
                if (text(command, i).equals("STREAMS")) {
                    return raw(command, i + 1);
                }
            }
            return null;
        }
        int at = SUBCOMMANDS.contains(name) ? 2 : 1;
        return command.size() > at ? raw(command, at) : null;
    }

    private static byte[] raw(CommandArguments command, int at) {
        return command.get(at).getRaw();
    }

    private static String text(CommandArguments command, int at) {
        return RedisConnection.text(raw(command, at));
    }
}
