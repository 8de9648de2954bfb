package io.tradeboard.cli;

import io.tradeboard.redis.RedisSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Redis is. No default is shown in the help: an address may hold a password. */
final class RedisOptions {
    static final String TITLE = "Redis";

    private static final Set<PosixFilePermission> PRIVATE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Option(
            names = "--redis-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1:6379",
            description = "host:port or redis://[user:password@]host[:port][/database]; rediss:// for TLS"
                    + " (127.0.0.1:6379)")
    String address = "";

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            description = "a file with the password, readable by its owner only")
    @Nullable
    Path passwordFile;

    @Option(
            names = "--redis-ca-file",
            paramLabel = "FILE",
            description = "PEM certificates of the only authorities that may vouch for a rediss:// server"
                    + " (those that Java trusts)")
    @Nullable
    Path authorities;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "bound of every call to Redis (2s)")
    Duration timeout = Duration.ZERO;

    RedisSettings settings() throws IOException {
        RedisSettings settings = RedisSettings.parse(address, password(), timeout);
        return authorities == null ? settings : settings.trusting(authorities);
    }

    private @Nullable String password() throws IOException {
        Path file = passwordFile;
        if (file == null) {
            return null;
        }
        if (!PRIVATE.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalArgumentException(
                    "the password file " + file + " can be read by others; chmod 600 " + file);
        }
        return Files.readString(file).strip();
    }
}
