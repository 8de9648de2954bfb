package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private long offset;

    private void trade(String trader, long volume) {
        Moves.assertApplied(
                new RedisBoards(redis, Moves.DAYS),
                Moves.WRITER,
                List.of(Moves.move(Moves.today(redis, "BTC"), offset, offset + 1, Map.of(trader, volume))));
        offset++;
    }

    private ServedRedis serve(int streams) throws IOException {
        return new ServedRedis(
                redis.settings(),
                config -> new ServeConfig(
                        new ServeConfig.Boards(
                                config.boards().symbols(), config.boards().zone(), Duration.ofSeconds(1), 10),
                        config.http(),
                        new ServeConfig.Limits(100, streams, 0),
                        config.build()));
    }

    /** Somebody who reads a stream line by line. */
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Listener(ServedRedis served, String target) throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), served.service.address().port());
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The lines up to and with the one that has this in it; all that were left where none has. */
        List<String> until(String part) throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                if (line.contains(part)) {
                    break;
                }
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aReaderGetsTheBoardAtOnceAndEachOneAfterIt() throws Exception {
        trade("ann", 700);
        try (ServedRedis served = serve(10);
                Listener listener = new Listener(served, "/api/v1/stream/BTC")) {
            List<String> first = listener.until("\"traderId\":\"ann\"");
            assertThat(first).contains("retry: 3000", "event: board", "Content-Type: text/event-stream");
            assertThat(first).anyMatch(line -> line.startsWith("id: 20"));
            assertThat(first).contains("Cache-Control: no-store", "X-Accel-Buffering: no");
            trade("bob", 900);
            assertThat(listener.until("\"traderId\":\"bob\"")).isNotEmpty();
        }
    }

    @Test
    void aPageGetsItsRowsAndItsFactsAsItDrawsThem() throws Exception {
        trade("ann", 700);
        try (ServedRedis served = serve(10);
                Listener listener = new Listener(served, "/live/BTC")) {
            assertThat(listener.until("event: rows")).isNotEmpty();
            assertThat(listener.until("event: facts")).anyMatch(line -> line.contains("data-trader=\"ann\""));
        }
    }

    @Test
    void oneStreamTooManyGetsRetryAfter() throws Exception {
        trade("ann", 700);
        try (ServedRedis served = serve(1);
                Listener first = new Listener(served, "/api/v1/stream/BTC")) {
            assertThat(first.until("event: board")).isNotEmpty();
            try (Listener second = new Listener(served, "/api/v1/stream/BTC")) {
                List<String> refusal = second.until("Content-Length");
                assertThat(refusal.get(0)).isEqualTo("HTTP/1.1 503 Service Unavailable");
                assertThat(refusal).contains("Retry-After: 10");
            }
        }
    }

    @Test
    void streamsEndInOrderWhenTheServerDoes() throws Exception {
        trade("ann", 700);
        ServedRedis served = serve(10);
        try (Listener listener = new Listener(served, "/api/v1/stream/BTC")) {
            assertThat(listener.until("event: board")).isNotEmpty();
            served.close();
            assertThat(listener.until("nothing has this")).last().isEqualTo("");
        }
    }

    @Test
    void oneThatNeverReadsHoldsNobodyUp() throws Exception {
        trade("ann", 700);
        try (ServedRedis served = serve(300)) {
            List<Listener> deaf = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                deaf.add(new Listener(served, "/live/BTC"));
            }
            try (Listener good = new Listener(served, "/api/v1/stream/BTC")) {
                for (int i = 0; i < 4; i++) {
                    trade("trader" + i, 1_000 + i);
                    assertThat(good.until("trader" + i)).isNotEmpty();
                }
            }
            for (Listener each : deaf) {
                each.close();
            }
        }
    }
}
