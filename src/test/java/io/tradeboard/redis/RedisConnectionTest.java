package io.tradeboard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisConnectionTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void nobodyListeningIsUnavailable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (RedisConnection redis = new RedisConnection(at(port, null))) {
            assertThatThrownBy(redis::ping)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessage("connection refused")
                    .isInstanceOfSatisfying(
                            RedisUnavailableException.class,
                            away -> assertThat(away.sentence())
                                    .isEqualTo("cannot reach Redis at 127.0.0.1:" + port + ": connection refused"));
        }
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisConnection redis = new RedisConnection(hasty(silent.getLocalPort()))) {
            assertThatThrownBy(redis::ping)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessage("timed out");
        }
    }

    @Test
    void aConnectionThatBrokeIsOpenedAgain() {
        try (RedisConnection redis = REDIS.connect();
                RedisConnection other = REDIS.connect()) {
            Object id = redis.call(Command.CLIENT, "ID");
            other.call(Command.CLIENT, "KILL", "ID", id);

            assertThatThrownBy(redis::ping)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessage("connection closed");
            assertThat(redis.call(Command.CLIENT, "ID")).isNotEqualTo(id);
        }
    }

    @Test
    void whatIsUnderWayIsReceivedInTheOrderOfItsSending() {
        try (RedisConnection redis = REDIS.connect()) {
            redis.send(List.of(
                    RedisConnection.command(Command.SET, "k", 7), RedisConnection.command(Command.STRLEN, "k")));
            redis.send(List.of(RedisConnection.command(Command.INCR, "k")));
            assertThatThrownBy(redis::ping).isInstanceOf(IllegalStateException.class);

            assertThat(redis.receive()).hasSize(2).endsWith(1L);
            assertThat(redis.receive()).containsExactly(8L);
            redis.ping();
        }
    }

    @Test
    void readsAreSentAgainWhereTheServerHadClosedTheConnection() {
        try (RedisConnection reads = RedisConnection.forReads(REDIS.settings());
                RedisConnection other = REDIS.connect()) {
            Object id = reads.call(Command.CLIENT, "ID");
            other.call(Command.CLIENT, "KILL", "ID", id);

            assertThat(reads.transaction(List.of(RedisConnection.command(Command.CLIENT, "ID"))))
                    .hasSize(1)
                    .doesNotContain(id);
        }
    }

    @Test
    void readsThatTimedOutAreNotSentAgain() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                RedisConnection reads = RedisConnection.forReads(hasty(server.getLocalPort()))) {
            CompletableFuture<Socket> client = CompletableFuture.supplyAsync(() -> answerOnce(server));
            reads.ping();

            assertThatThrownBy(reads::ping)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessage("timed out");
            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).as("a second connection").isInstanceOf(SocketTimeoutException.class);
            client.join().close();
        }
    }

    private static Socket answerOnce(ServerSocket server) {
        try {
            Socket client = server.accept();
            client.getOutputStream().write(bytes("*2\r\n$5\r\nproto\r\n:2\r\n+PONG\r\n"));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachTransactionGetsItsOwnReplies() {
        try (RedisConnection redis = REDIS.connect()) {
            List<List<Object>> replies = redis.transactions(Stream.of("a", "b", "c")
                    .map(text -> Collections.nCopies(2, RedisConnection.command(Command.ECHO, text))));

            assertThat(replies.stream()
                            .map(each ->
                                    each.stream().map(RedisConnection::text).toList()))
                    .containsExactly(List.of("a", "a"), List.of("b", "b"), List.of("c", "c"));
        }
    }

    @Test
    void aRefusedTransactionLeavesNoReplyForALaterCall() {
        try (RedisConnection redis = REDIS.connect()) {
            assertThatThrownBy(() -> redis.transactions(Stream.of("a", "b", "c")
                            .map(text -> List.of(
                                    text.equals("b")
                                            ? RedisConnection.command(Command.ECHO)
                                            : RedisConnection.command(Command.ECHO, text)))))
                    .isInstanceOf(RedisRefusedException.class);
            assertThat(redis.call(Command.ECHO, "mine")).isEqualTo(bytes("mine"));
        }
    }

    @Test
    void aTransactionThatCannotBeMadeLeavesNoReplyForALaterCall() {
        try (RedisConnection redis = REDIS.connect()) {
            assertThatThrownBy(() -> redis.transactions(Stream.of("1", "none")
                            .map(text -> List.of(RedisConnection.command(Command.ECHO, Long.parseLong(text))))))
                    .isInstanceOf(NumberFormatException.class);
            assertThat(redis.call(Command.ECHO, "mine")).isEqualTo(bytes("mine"));
        }
    }

    @Test
    void aReplyThatCameTooLateIsNeverTakenForALaterOne() {
        RedisSettings hasty = hasty(REDIS.port());
        try (RedisConnection redis = new RedisConnection(hasty)) {
            assertThatThrownBy(() -> redis.call(Command.BLPOP, "nothing", "1"))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessage("timed out");
            assertThat(redis.call(Command.ECHO, "mine")).isEqualTo(bytes("mine"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING",
                "BUSY",
                "OOM",
                "MISCONF",
                "NOREPLICAS",
                "TRYAGAIN",
                "MASTERDOWN",
                "READONLY",
                "UNBLOCKED",
                "ERR max number of clients reached"
            })
    void whatPassesIsUnavailable(String code) throws IOException {
        try (Refusing server = new Refusing(code);
                RedisConnection redis = new RedisConnection(at(server.port(), null))) {
            assertThatThrownBy(redis::ping).isInstanceOfSatisfying(RedisUnavailableException.class, refused -> {
                assertThat(refused.reason()).startsWith(code);
                assertThat(refused.answers()).isTrue();
                assertThat(refused.exitCode()).isEqualTo(6);
                assertThat(refused.subject()).isEqualTo("127.0.0.1:" + server.port());
                assertThat(refused.sentence())
                        .startsWith("Redis at 127.0.0.1:" + server.port() + " refuses commands: " + code);
                assertThat(refused.nextSteps()).isEmpty();
            });
        }
    }

    @Test
    void aDatabaseOfAClusterIsAMistakeInTheSettings() throws IOException {
        try (Refusing server = new Refusing("ERR SELECT is not allowed in cluster mode");
                RedisConnection redis = new RedisConnection(at(server.port(), null))) {
            assertThatThrownBy(redis::ping).isInstanceOfSatisfying(RedisClusterException.class, cluster -> {
                assertThat(cluster.exitCode()).isEqualTo(2);
                assertThat(cluster.sentence())
                        .isEqualTo(
                                "Redis at 127.0.0.1:" + server.port() + " is a cluster, which has no database but 0");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOAUTH Authentication required.,                       10",
        "WRONGPASS invalid username-password pair,              10",
        "ERR invalid password,                                  10",
        "ERR Client sent AUTH but no password is set,           1",
        "NOPERM this user has no permissions to run 'ping',     10",
        "WRONGTYPE Operation against a key,                     1"
    })
    void whatRedisDeniesHasItsOwnExitCode(String reply, int code) throws IOException {
        try (Refusing server = new Refusing(reply);
                RedisConnection redis = new RedisConnection(at(server.port(), null))) {
            assertThatThrownBy(redis::ping).isInstanceOfSatisfying(RedisRefusedException.class, refused -> {
                assertThat(refused.exitCode()).isEqualTo(code);
                assertThat(refused.sentence()).startsWith("Redis at 127.0.0.1:" + server.port() + " refused: " + reply);
            });
        }
    }

    @Test
    void aServerThatIsOutOfMemoryIsStillRead() {
        try (RedisConnection redis = REDIS.connect()) {
            redis.call(Command.SET, "text", "ü");
            redis.call(Command.ZADD, "scores", "1.5", "ann");
            List<CommandArguments> reads = List.of(
                    RedisConnection.command(Command.GET, "text"),
                    RedisConnection.command(Command.GET, "nothing"),
                    RedisConnection.command(Command.ZSCORE, "scores", "ann"),
                    RedisConnection.command(Command.ZREVRANGE, "scores", 0, -1, "WITHSCORES"),
                    RedisConnection.command(Command.ZCARD, "scores"),
                    RedisConnection.command(Command.ZSCORE, "text", "ann"),
                    RedisConnection.command(Command.HGETALL, "nothing"),
                    RedisConnection.command(Command.EXISTS, "text"));
            List<Object> ordinary = redis.snapshot(reads);
            redis.call(Command.CONFIG, "SET", "maxmemory", "1");
            try {
                List<Object> scarce = redis.snapshot(reads);
                assertThat(scarce.get(5)).isInstanceOf(JedisDataException.class);
                assertThatThrownBy(() -> RedisConnection.checked(scarce.get(5)))
                        .isInstanceOf(RedisRefusedException.class)
                        .hasMessageStartingWith("WRONGTYPE");
                ordinary.remove(5);
                scarce.remove(5);
                assertThat(scarce).usingRecursiveComparison().isEqualTo(ordinary);
                assertThatThrownBy(() -> redis.transaction(reads))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageStartingWith("OOM");
            } finally {
                redis.call(Command.CONFIG, "SET", "maxmemory", "0");
            }
        }
    }

    @Test
    void aServerThatOnlyReadsIsLeftForTheOneThatTheNameMeansNow() {
        try (RedisConnection redis = REDIS.connect();
                RedisConnection other = REDIS.connect()) {
            Object id = redis.call(Command.CLIENT, "ID");
            other.call(Command.REPLICAOF, "127.0.0.1", "1");
            try {
                assertThatThrownBy(() -> redis.transaction(List.of(RedisConnection.command(Command.SET, "a", "b"))))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageStartingWith("READONLY");
                assertThat(redis.call(Command.CLIENT, "ID"))
                        .as("another connection")
                        .isNotEqualTo(id);
            } finally {
                other.call(Command.REPLICAOF, "NO", "ONE");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOAUTH", "WRONGPASS", "NOPERM", "WRONGTYPE", "ERR"})
    void whatDoesNotPassIsRefused(String code) throws IOException {
        try (Refusing server = new Refusing(code);
                RedisConnection redis = new RedisConnection(at(server.port(), null))) {
            assertThatThrownBy(redis::ping)
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessageStartingWith(code);
        }
    }

    @Test
    void aPasswordThatTheServerRepeatsIsNotShown() throws IOException {
        try (Refusing server = new Refusing("WRONGPASS not canary");
                RedisConnection redis = new RedisConnection(at(server.port(), "canary"))) {
            assertThatThrownBy(redis::ping)
                    .hasMessageStartingWith("WRONGPASS not ***")
                    .satisfies(thrown ->
                            assertThat(stackTrace(thrown)).contains("WRONGPASS").doesNotContain("canary"));
        }
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Answers every command with the same error; for those that no setting of a real server brings about. */
    private static final class Refusing implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Refusing(String error) throws IOException {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        Socket client = server.accept();
                        Thread answering = new Thread(() -> answer(client, error));
                        answering.setDaemon(true);
                        answering.start();
                    }
                } catch (IOException e) {
                    // Closed: the test is over.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private static void answer(Socket client, String error) {
            try (client) {
                byte[] command = new byte[1_024];
                while (client.getInputStream().read(command) > 0) {
                    client.getOutputStream().write(bytes("-" + error + " 7 127.0.0.1:6379\r\n"));
                }
            } catch (IOException e) {
                // The client has gone.
            }
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void aPasswordIsAskedForAndChecked() {
        try (RedisConnection admin = REDIS.connect();
                RedisConnection without = REDIS.connect();
                RedisConnection wrong = new RedisConnection(at(REDIS.port(), "canary"));
                RedisConnection right = new RedisConnection(at(REDIS.port(), "swordfish"))) {
            admin.call(Command.CONFIG, "SET", "requirepass", "swordfish");
            try {
                assertThatThrownBy(without::ping)
                        .isInstanceOf(RedisRefusedException.class)
                        .hasMessageStartingWith("NOAUTH");
                assertThatThrownBy(wrong::ping)
                        .isInstanceOf(RedisRefusedException.class)
                        .hasMessageStartingWith("WRONGPASS")
                        .message()
                        .doesNotContain("canary");
                right.ping();
            } finally {
                admin.call(Command.CONFIG, "SET", "requirepass", "");
            }
        }
    }

    @Test
    void anErrorOfOneCommandLeavesTheOthersTheirReplies() {
        try (RedisConnection redis = REDIS.connect()) {
            redis.call(Command.SET, "text", "x");
            List<Object> replies = redis.transaction(List.of(
                    RedisConnection.command(Command.INCR, "number"),
                    RedisConnection.command(Command.INCR, "text"),
                    RedisConnection.command(Command.INCR, "number")));

            assertThat(replies.get(0)).isEqualTo(1L);
            assertThat(replies.get(1)).isInstanceOf(JedisDataException.class);
            assertThat(replies.get(2)).isEqualTo(2L);
            assertThatThrownBy(() -> RedisConnection.checked(replies.get(1))).isInstanceOf(RedisRefusedException.class);
        }
    }

    @Test
    void whatMayPassIsUnavailableAndWhatCannotIsRefused() {
        try (RedisConnection redis = REDIS.connect()) {
            redis.call(Command.CONFIG, "SET", "maxmemory", "1");
            try {
                assertThatThrownBy(() -> redis.call(Command.SET, "a", "b"))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageStartingWith("OOM");
            } finally {
                redis.call(Command.CONFIG, "SET", "maxmemory", "0");
            }
            assertThatThrownBy(() -> redis.call(Command.GET)).isInstanceOf(RedisRefusedException.class);
            redis.ping();
        }
    }

    /** Redis 6 wraps it, so that its first word says nothing. */
    @Test
    void anErrorInsideAScriptMeansWhatItMeansOutside() {
        try (RedisConnection redis = REDIS.connect();
                RedisConnection other = REDIS.connect()) {
            String script = "return redis.call('SET', 'a', 'b')";
            other.call(Command.CONFIG, "SET", "maxmemory", "1");
            try {
                assertThatThrownBy(() -> redis.call(Command.EVAL, script, 0))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageStartingWith("OOM command not allowed");
            } finally {
                other.call(Command.CONFIG, "SET", "maxmemory", "0");
            }
            Object id = redis.call(Command.CLIENT, "ID");
            other.call(Command.REPLICAOF, "127.0.0.1", 1);
            try {
                List<Object> replies = redis.transaction(List.of(RedisConnection.command(Command.EVAL, script, 0)));
                assertThatThrownBy(() -> RedisConnection.checked(replies.get(0)))
                        .isInstanceOf(RedisUnavailableException.class)
                        .hasMessageStartingWith("READONLY ");
                assertThat(redis.call(Command.CLIENT, "ID")).isNotEqualTo(id);
            } finally {
                other.call(Command.REPLICAOF, "NO", "ONE");
            }
            assertThatThrownBy(() -> redis.call(Command.EVAL, "return 1 + {}", 0))
                    .isInstanceOf(RedisRefusedException.class);
        }
    }

    @Test
    void theVersionIsThatOfTheServer() {
        try (RedisConnection redis = REDIS.connect()) {
            assertThat(redis.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        }
    }

    private static RedisSettings at(int port, @Nullable String password) {
        return new RedisSettings("127.0.0.1", port, null, password, 0, Duration.ofSeconds(5));
    }

    /** With a time-out that is to be reached. */
    private static RedisSettings hasty(int port) {
        return new RedisSettings("127.0.0.1", port, null, null, 0, Duration.ofMillis(300));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
