package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.redis.RedisExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadClientsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static String get(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n";
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("a header of 9 KB", get("/", "X: " + "x".repeat(9_000) + "\r\n"), "431"),
                Arguments.of("an address of 10 KB", get("/" + "x".repeat(10_000), ""), "414"),
                Arguments.of("HTTP/9.9", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "505"),
                Arguments.of("no Host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
                Arguments.of("two Hosts", get("/", "Host: b\r\n"), "400"),
                Arguments.of("a folded header", get("/", "X: a\r\n b\r\n"), "400"),
                Arguments.of("two lengths", get("/", "Content-Length: 1\r\nContent-Length: 2\r\n"), "400"),
                Arguments.of("a length below 0", get("/", "Content-Length: -1\r\n"), "400"),
                Arguments.of(
                        "a length and chunks", get("/", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), "400"),
                Arguments.of("%zz", get("/%zz", ""), "400"),
                Arguments.of("%zz in a query", get("/api/v1/boards?symbol=%zz", ""), "400"),
                Arguments.of("%00", get("/api/v1/boards/%00", ""), "400"),
                Arguments.of("bytes that are no UTF-8", get("/api/v1/boards/%ff%fe", ""), "400"),
                Arguments.of("dots", get("/assets/../../etc/passwd", ""), "400"),
                Arguments.of("packed dots", get("/assets/%2e%2e/%2e%2e/etc/passwd", ""), "400"),
                Arguments.of("a packed slash", get("/assets/..%2fetc", ""), "400"),
                Arguments.of("the beginning of TLS", "\u0016\u0003\u0001\u0002\u0000\u0001", "400"));
    }

    private static String ask(ServedRedis served, String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), served.service.address().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return line(socket.getInputStream());
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aRequestThatIsNoneIsRefused(String name, String request, String status) throws IOException {
        try (ServedRedis served = new ServedRedis(REDIS.connect().settings())) {
            assertThat(ask(served, request)).startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 6_000})
    void aConnectionThatDripsIsClosedAndOthersAreServed(int pauseMillis) throws Exception {
        try (ServedRedis served = new ServedRedis(REDIS.connect().settings());
                Socket slow = new Socket(
                        InetAddress.getLoopbackAddress(),
                        served.service.address().port())) {
            slow.setSoTimeout(pauseMillis);
            slow.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            long began = System.nanoTime();
            boolean open = true;
            while (open && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(25)) {
                open = isOpenAfterAByte(slow);
                assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
            }
            assertThat(open).isFalse();
        }
    }

    private static boolean isOpenAfterAByte(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('a');
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }
}
