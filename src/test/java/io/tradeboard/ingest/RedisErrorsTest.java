package io.tradeboard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.source.LineSource;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

/** What a real server refuses, and what becomes of the trades that come meanwhile. */
class RedisErrorsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final PipedOutputStream pipe = new PipedOutputStream();

    @AfterEach
    void closePipe() throws IOException {
        pipe.close();
    }

    /** Settings of a server under which it takes no trades, and how they are lifted. */
    private enum Passing {
        READONLY {
            @Override
            void begin(RedisConnection redis, Path scratch) {
                redis.call(Command.REPLICAOF, "127.0.0.1", "1");
            }

            @Override
            void end(RedisConnection redis, String data) {
                redis.call(Command.REPLICAOF, "NO", "ONE");
            }
        },
        OOM {
            @Override
            void begin(RedisConnection redis, Path scratch) {
                redis.call(Command.CONFIG, "SET", "maxmemory", "1");
            }

            @Override
            void end(RedisConnection redis, String data) {
                redis.call(Command.CONFIG, "SET", "maxmemory", "0");
            }
        },
        NOREPLICAS {
            @Override
            void begin(RedisConnection redis, Path scratch) {
                redis.call(Command.CONFIG, "SET", "min-replicas-to-write", "1");
            }

            @Override
            void end(RedisConnection redis, String data) {
                redis.call(Command.CONFIG, "SET", "min-replicas-to-write", "0");
            }
        },
        MISCONF {
            @Override
            void begin(RedisConnection redis, Path scratch) throws IOException {
                Path gone = Files.createDirectory(scratch.resolve("gone"));
                redis.call(Command.CONFIG, "SET", "dir", gone.toString());
                redis.call(Command.CONFIG, "SET", "save", "3600 1");
                Files.delete(gone);
                redis.call(Command.BGSAVE);
                await().until(() -> RedisConnection.text(redis.call(Command.INFO, "persistence"))
                        .contains("rdb_last_bgsave_status:err"));
            }

            @Override
            void end(RedisConnection redis, String data) throws IOException {
                redis.call(Command.CONFIG, "SET", "save", "");
                redis.call(Command.CONFIG, "SET", "dir", data);
                // Or the server would say for all tests to come that its last snapshot failed.
                redis.call(Command.SAVE);
                Files.delete(Path.of(data, "dump.rdb"));
            }
        },
        BUSY {
            @Override
            void begin(RedisConnection redis, Path scratch) {
                redis.call(Command.CONFIG, "SET", "lua-time-limit", "10");
                RedisConnection looping = REDIS.connect();
                Thread thread = new Thread(() -> {
                    try {
                        looping.call(Command.EVAL, "while true do end", 0);
                    } catch (RuntimeException e) {
                        // Killed, as is meant.
                    }
                });
                thread.setDaemon(true);
                thread.start();
                await().until(() -> {
                    try {
                        redis.ping();
                        return false;
                    } catch (RuntimeException e) {
                        return String.valueOf(e.getMessage()).startsWith("BUSY");
                    }
                });
            }

            @Override
            void end(RedisConnection redis, String data) {
                redis.call(Command.SCRIPT, "KILL");
                await().ignoreExceptions().untilAsserted(redis::ping);
                redis.call(Command.CONFIG, "SET", "lua-time-limit", "5000");
            }
        };

        abstract void begin(RedisConnection redis, Path scratch) throws IOException;

        abstract void end(RedisConnection redis, String data) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesIsWaitedForAndNothingIsLostOrDoubled(Passing error) throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        Daemon daemon = daemon(rig);
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon);
        send(Rig.trade("ann", 5));
        await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));

        String data = RedisConnection.text(((List<?>) redis.call(Command.CONFIG, "GET", "dir")).get(1));
        try {
            error.begin(redis, directory);
            send(Rig.trade("bob", 7) + Rig.trade("ann", 1));
            await().until(() -> daemon.progress().accepted() == 3);
            await().until(() -> rig.notices.stream().anyMatch(notice -> notice.contains(": " + error.name() + " ")));
            assertThat(daemon.progress().applied()).isEqualTo(1);
        } finally {
            error.end(redis, data);
        }
        await().untilAsserted(() -> assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 6L, "bob", 7L)));
        pipe.close();
        assertThat(running.join().unapplied()).isZero();
    }

    @Test
    void aForgottenScriptIsLoadedAgain() throws IOException {
        Rig rig = new Rig(directory.resolve("log"));
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon(rig));
        send(Rig.trade("ann", 5));
        await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));
        redis.call(Command.SCRIPT, "FLUSH");
        send(Rig.trade("ann", 1));

        await().until(() -> rig.volumes(redis).equals(Map.of("ann", 6L)));
        pipe.close();
        assertThat(running.join().unapplied()).isZero();
    }

    @Test
    void aMissingRightEndsItAndTheNextStartCountsTheRest() throws IOException, InterruptedException {
        assertEndsItAndTheNextStartCountsTheRest(
                () -> redis.call(Command.ACL, "SETUSER", "default", "-evalsha"),
                () -> redis.call(Command.ACL, "SETUSER", "default", "+evalsha"),
                "NOPERM");
    }

    @Test
    void aPasswordThatIsSetMeanwhileEndsItAndTheNextStartCountsTheRest() throws IOException, InterruptedException {
        assertEndsItAndTheNextStartCountsTheRest(
                () -> {
                    redis.call(Command.CONFIG, "SET", "requirepass", "swordfish");
                    redis.call(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                },
                () -> redis.call(Command.CONFIG, "SET", "requirepass", ""),
                "NOAUTH");
    }

    private void assertEndsItAndTheNextStartCountsTheRest(Runnable begin, Runnable end, String code)
            throws IOException, InterruptedException {
        Rig rig = new Rig(directory.resolve("log"));
        CompletableFuture<Daemon.Progress> running = Rig.start(daemon(rig));
        send(Rig.trade("ann", 5));
        await().until(() -> rig.volumes(redis).equals(Map.of("ann", 5L)));

        try {
            begin.run();
            send(Rig.trade("ann", 1));
            assertThatThrownBy(running::join)
                    .hasCauseInstanceOf(RedisRefusedException.class)
                    .hasMessageContaining(code);
        } finally {
            end.run();
        }
        rig.ingest(REDIS.settings(), Files.createFile(directory.resolve("empty")), false);
        assertThat(rig.volumes(redis)).isEqualTo(Map.of("ann", 6L));
    }

    private Daemon daemon(Rig rig) throws IOException {
        PipedInputStream in = new PipedInputStream(pipe);
        return rig.daemon(REDIS.settings(), false, (from, runtime) -> LineSource.pipe(in, "stdin"));
    }

    private void send(String lines) throws IOException {
        pipe.write(lines.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }
}
