package io.tradeboard.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A script in Lua. It is called by its digest; a server that does not hold it is sent the text, and the call once more. All
 * keys of a call must lie in one slot.
 */
public final class Script {
    private final String text;
    private final String digest;

    private Script(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    /** The script in a resource beside a class. */
    public static Script of(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return new Script(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A call of it. */
    public CommandArguments call(List<String> keys, Object... arguments) {
        return new Call(this).add(keys.size()).addObjects(keys).addObjects(arguments);
    }

    /** The command that gives a server the script. */
    CommandArguments load() {
        return RedisConnection.command(Command.SCRIPT, "LOAD", text);
    }

    /** The script that a command calls, or null where it calls none. */
    static @Nullable Script of(CommandArguments command) {
        return command instanceof Call call ? call.script : null;
    }

    private static final class Call extends CommandArguments {
        private final Script script;

        Call(Script script) {
            super(Command.EVALSHA);
            this.script = script;
            add(script.digest);
        }
    }

    private static String digest(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
