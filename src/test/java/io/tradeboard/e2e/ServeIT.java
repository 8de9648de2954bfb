package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The leaderboard over HTTP, as a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
class ServeIT {
    @AutoClose
    private final Deployment deployment;

    private final int port = Deployment.freePort();

    ServeIT(@TempDir Path directory) throws Exception {
        deployment = new Deployment(directory);
    }

    private Running serve(String... more) throws Exception {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(more, 0, arguments, 5, more.length);
        arguments[0] = "serve";
        arguments[1] = "--http";
        arguments[2] = "127.0.0.1:" + port;
        arguments[3] = "--refresh";
        arguments[4] = "1s";
        Running server = deployment.start(arguments);
        server.awaitMessage("the leaderboard is at http://127.0.0.1:" + port + "/");
        return server;
    }

    private HttpResponse<String> get(String target) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private void await(String target, String text) {
        Awaitility.await()
                .atMost(Running.PATIENCE)
                .until(() -> get(target).body().contains(text));
    }

    @Test
    void boardsStayWithTheirStateWhileRedisIsAwayAndGoOnWhenItIsBack() throws Exception {
        deployment.startRedis();
        deployment
                .run("produce", "--trader", "ann", "--symbol", "BTC", "--quantity", "1")
                .expect(0);
        Running daemon = deployment.startDaemon();
        Running server = serve();
        await("/api/v1/boards/BTC", "\"traderId\":\"ann\"");

        deployment.stopRedis();
        await("/api/v1/boards/BTC", "\"state\":\"REDIS_DOWN\"");
        assertThat(get("/api/v1/boards/BTC").body()).contains("\"traderId\":\"ann\"");
        assertThat(get("/BTC").statusCode()).isEqualTo(200);
        assertThat(get("/BTC").body()).contains("ann");
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/rank?symbol=BTC&trader=ann").statusCode()).isEqualTo(503);

        deployment.startRedis();
        await("/api/v1/boards/BTC", "\"state\":\"LIVE\"");
        server.terminate().expect(0);
        daemon.terminate().expect(0);
    }

    @Test
    void termEndsStreamsInOrder() throws Exception {
        deployment.startRedis();
        Running server = serve();
        try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), port)) {
            reader.setSoTimeout(20_000);
            reader.getOutputStream()
                    .write("GET /live/BTC HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.lines().anyMatch(line -> line.equals("event: facts"))).isTrue();
            server.terminate().expect(0);
            assertThat(in.lines().toList()).last().isEqualTo("");
        }
    }

    @Test
    void anAddressThatIsInUseIsNamed() throws Exception {
        deployment.startRedis();
        Running server = serve();
        assertThat(deployment
                        .run("serve", "--http", "127.0.0.1:" + port)
                        .expect(8)
                        .err())
                .contains("address 127.0.0.1:" + port + " is in use");
        server.terminate().expect(0);
    }

    @Test
    void eachRequestIsALineOfTheAccessLog() throws Exception {
        deployment.startRedis();
        Path log = deployment.file("access.ndjson");
        Running server = serve("--access-log", log.toString());
        get("/api/v1/boards/BTC?depth=3");
        get("/nothing");
        server.terminate().expect(0);
        assertThat(Files.readAllLines(log))
                .hasSize(2)
                .anyMatch(line -> line.contains("\"target\":\"/api/v1/boards/BTC?depth=3\",\"status\":200"))
                .anyMatch(line -> line.contains("\"target\":\"/nothing\",\"status\":404"));
    }
}
