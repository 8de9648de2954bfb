package io.tradeboard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.Protocol.Command;

/**
 * What a user of Redis may do, as {@code scripts/tradeboard.acl} says it: the line is taken from there, so that people
 * are given what was tested.
 *
 * @param rules all that stands behind the name, with the password
 */
record RedisRights(String user, List<String> rules) {
    static final RedisRights DAEMON = ofFile("tradeboard-daemon");
    static final RedisRights SCREEN = ofFile("tradeboard-screen");

    private static RedisRights ofFile(String user) {
        try {
            String file = Files.readString(Path.of("scripts", "tradeboard.acl"));
            Matcher line = Pattern.compile("(?m)^user " + user + " (.*)$").matcher(file);
            if (!line.find()) {
                throw new IllegalStateException("scripts/tradeboard.acl has no user " + user);
            }
            return new RedisRights(user, List.of(line.group(1).split(" ", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String password() {
        return rules.stream()
                .filter(rule -> rule.startsWith(">"))
                .findFirst()
                .orElseThrow()
                .substring(1);
    }

    /** The commands that are allowed, without their subcommands. */
    Set<String> commands() {
        return rules.stream()
                .filter(rule -> rule.startsWith("+"))
                .map(rule -> rule.substring(1).replaceFirst("\\|.*", "").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    RedisRights without(String command) {
        List<String> fewer = new ArrayList<>(rules);
        if (!fewer.remove("+" + command)) {
            throw new IllegalArgumentException(user + " has no right to " + command);
        }
        return new RedisRights(user, fewer);
    }

    /** Gives the user these rights and no others. */
    void grant(KillableRedis redis) {
        List<Object> arguments = new ArrayList<>(List.of("SETUSER", user, "reset"));
        arguments.addAll(rules);
        redis.call(Command.ACL, arguments.toArray());
    }
}
