package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.EmbeddedRedis;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * A Redis server with everything that can happen to one: it is killed, paused, loses its latest writes to a power cut,
 * and is replaced by a replica that is behind. It is a process of its own and keeps its append-only file as the program's
 * Redis does ({@code everysec}), but is started without a command of the program, because that takes seconds.
 */
final class KillableRedis implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final long EVICTED_AT_ONCE = 10_000;

    private final Path directory;
    private final int port;
    private final RedisConnection connection;
    private int starts;
    private @Nullable EmbeddedRedis server;
    private long pid;

    /** How long the append-only file was at a moment, and which file it was. */
    record Written(Object file, long bytes) {}

    /** Starts a server whose data is in the directory. */
    KillableRedis(int port, Path directory) throws IOException {
        this.port = port;
        this.directory = directory;
        connection = new RedisConnection(new RedisSettings("127.0.0.1", port, null, null, 0, TIMEOUT));
        start();
    }

    /** Starts the server that was killed, with the data it left. */
    void start() throws IOException {
        Path scratch = directory.resolveSibling(directory.getFileName() + "-server-" + ++starts);
        server = EmbeddedRedis.start(port, directory, scratch);
        RedisProbe.until("Redis serves", () -> {
            connection.ping();
            return true;
        });
        pid = Long.parseLong(info("process_id"));
    }

    long pid() {
        return pid;
    }

    int port() {
        return port;
    }

    /** Ends the server by {@code kill -9}. */
    void kill() throws IOException, InterruptedException {
        Signal.send("KILL", pid);
        ended();
    }

    /** Cleans up after a server that someone has killed. */
    void ended() {
        connection.close();
        EmbeddedRedis killed = server;
        server = null;
        if (killed != null) {
            killed.close();
        }
    }

    void pause() throws IOException, InterruptedException {
        Signal.send("STOP", pid);
    }

    void resume() throws IOException, InterruptedException {
        Signal.send("CONT", pid);
    }

    Object call(ProtocolCommand command, Object... arguments) {
        return connection.call(command, arguments);
    }

    /** The names of both keys of every board. */
    List<String> boardKeys() {
        return ((List<?>) call(Command.KEYS, "tradeboard:{*}:*"))
                .stream()
                        .map(RedisConnection::text)
                        .filter(key -> !key.endsWith(":audit"))
                        .sorted()
                        .toList();
    }

    /** Loses every board, and not the trades that wait in the stream. */
    void deleteBoards() {
        List<String> keys = boardKeys();
        if (!keys.isEmpty()) {
            call(Command.DEL, keys.toArray());
        }
    }

    /** Runs short of memory until it has evicted a key of a board by this policy; then there is enough again. */
    void evictBoards(String policy) {
        call(Command.CONFIG, "SET", "maxmemory-policy", policy);
        int before = boardKeys().size();
        assertThat(before).as("keys of boards").isPositive();
        long end = System.nanoTime() + Running.PATIENCE.toNanos();
        while (boardKeys().size() >= before) {
            assertThat(System.nanoTime()).as("a board is evicted").isLessThan(end);
            long less = Long.parseLong(info("used_memory")) - EVICTED_AT_ONCE;
            call(Command.CONFIG, "SET", "maxmemory", Long.toString(less));
            call(Command.CONFIG, "SET", "maxmemory", "0");
        }
    }

    /** Copies what it holds to a file, from which it can be restored; the last write may be there in part, and is lost then. */
    void copyTo(Path copy) throws IOException {
        Files.copy(file(), copy);
    }

    /** Puts back an older copy in place of what the server, killed before, held. */
    void restore(Path copy) throws IOException {
        Files.copy(copy, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file() {
        return directory.resolve("appendonly.aof");
    }

    /** What is written by now, to be kept by a later {@link #loseAllBut}. */
    Written written() throws IOException {
        Path file = file();
        return new Written(Files.readAttributes(file, "unix:ino"), Files.size(file));
    }

    /**
     * What a power cut does under {@code everysec}: the server, killed before, has lost what it wrote after this moment.
     * Nothing is lost where the file has been rewritten since.
     */
    void loseAllBut(Written moment) throws IOException {
        Path file = file();
        if (Files.readAttributes(file, "unix:ino").equals(moment.file())) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(moment.bytes());
            }
        }
    }

    /** Becomes a replica of another server, with all that one holds and nothing else, and returns once it is. */
    void follow(KillableRedis other) {
        call(Command.REPLICAOF, "127.0.0.1", Integer.toString(other.port));
        RedisProbe.until(
                "the replica has it all", () -> info("master_link_status").equals("up"));
    }

    /** Goes on by itself from what it holds. */
    void followNobody() {
        call(Command.REPLICAOF, "NO", "ONE");
    }

    private String info(String field) {
        String prefix = field + ":";
        return RedisConnection.text(call(Command.INFO))
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        ended();
    }
}
