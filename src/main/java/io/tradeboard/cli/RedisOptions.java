package io.tradeboard.cli;

import io.tradeboard.redis.RedisSettings;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where Redis is. No default is shown in the help: an address may hold a password. */
final class RedisOptions {
    static final String TITLE = "Redis";

    @Option(
            names = "--redis-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1:6379",
            description = "host:port or redis://[user:password@]host[:port][/database]; rediss:// for TLS; of a cluster"
                    + " or Sentinel see help cluster (127.0.0.1:6379)")
    String address = "";

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            description = "file with the password, readable by you only")
    @Nullable
    Path passwordFile;

    @Option(
            names = "--redis-ca-file",
            paramLabel = "FILE",
            description = "PEM file of the certificate authorities to trust for rediss:// (those that Java trusts)")
    @Nullable
    Path authorities;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "timeout of each Redis call (2s)")
    Duration timeout = Duration.ZERO;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    RedisSettings settings() throws IOException {
        RedisSettings settings = RedisSettings.parse(address, password(), timeout);
        return authorities == null ? settings : settings.trusting(authorities);
    }

    private @Nullable String password() throws IOException {
        Path file = passwordFile;
        return file == null ? null : new SecretFile(file).read(this::warn);
    }

    private void warn(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tradeboard: " + Printable.clean(message));
    }
}
