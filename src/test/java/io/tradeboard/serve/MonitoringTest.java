package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.source.StreamSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** The dashboard and the alerting rules, and that a daemon and a server at work export what they ask for. */
class MonitoringTest {
    private static final Path DASHBOARD = Path.of("scripts/grafana.json");
    private static final Path RULES = Path.of("scripts/alerts.yaml");
    private static final Path RULES_TEST = Path.of("src/test/resources/io/tradeboard/serve/alerts-test.yaml");
    private static final String CANARY = "kanarie-Zw4rt";
    private static final Pattern METRIC = Pattern.compile("\\b(?:tradeboard|jvm|process)_[a-z0-9_]+");

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();

    /** All that a daemon and a server export once trades came, boards were audited and requests answered. */
    private Set<String> exported() throws Exception {
        Set<String> names = new TreeSet<>();
        try (LiveDaemon daemon = new LiveDaemon(redis.settings(), directory.resolve("log"))) {
            redis.call(Command.XADD, StreamSource.STREAM, "*", "traderId", CANARY, "symbol", "BTC", "quantity", 3);
            await().until(() -> {
                Map<String, Double> values = daemon.scrape(Scrape.TEXT).values();
                return values.getOrDefault("tradeboard_trades_applied_total", 0.0) == 1
                        && values.getOrDefault("tradeboard_audit_boards{verdict=\"exact\"}", 0.0) == 1
                        && values.containsKey("tradeboard_backlog_trades");
            });
            Scrape scrape = daemon.scrape(Scrape.OPEN_METRICS);
            assertThat(scrape.text()).doesNotContain(CANARY);
            assertThat(scrape.values())
                    .containsEntry("tradeboard_daemon_state{state=\"running\"}", 1.0)
                    .containsEntry("tradeboard_redis_up", 1.0)
                    .containsEntry("tradeboard_audit_differences", 0.0);
            names.addAll(daemon.scrape(Scrape.TEXT).names());
            try (ServedRedis served = MetricsTest.serve(redis.settings(), new Address("127.0.0.1", 0))) {
                String url = Objects.requireNonNull(served.service.metricsUrl());
                served.get("/api/v1/boards/BTC");
                await().until(() -> Scrape.of(url, Scrape.TEXT).names().contains("tradeboard_http_requests_total"));
                names.addAll(Scrape.of(url, Scrape.TEXT).names());
            }
        }
        return names;
    }

    private static Set<String> asked(String text) {
        return METRIC.matcher(text).results().map(match -> match.group()).collect(TreeSet::new, Set::add, Set::addAll);
    }

    @Test
    void everyMetricOfTheDashboardAndOfTheRulesIsExported() throws Exception {
        Set<String> dashboard = asked(Files.readString(DASHBOARD));
        Set<String> rules = asked(Files.readString(RULES));
        assertThat(dashboard).hasSizeGreaterThan(30);
        assertThat(rules).hasSizeGreaterThan(8);

        assertThat(exported()).containsAll(dashboard).containsAll(rules);
    }

    @Test
    void theDashboardShowsEveryMetricOfOurs() throws Exception {
        Set<String> shown = asked(Files.readString(DASHBOARD));
        for (String file : List.of("metrics-daemon.txt", "metrics-serve.txt")) {
            for (String line : Files.readAllLines(Path.of("src/test/resources/io/tradeboard/serve", file))) {
                Matcher type = Pattern.compile("# TYPE (\\S+) (\\S+)").matcher(line);
                if (type.matches()) {
                    assertThat(shown).anyMatch(name -> name.startsWith(type.group(1)));
                }
            }
        }
    }

    @Test
    void theDashboardNamesNoDataSourceOfItsOwn() throws IOException {
        List<String> sources = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        int panels = 0;
        try (JsonParser json = new JsonFactory().createParser(Files.readString(DASHBOARD))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("uid")) {
                    sources.add(Objects.requireNonNull(json.nextTextValue()));
                } else if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("id")) {
                    json.nextToken();
                    ids.add(json.getText());
                    panels++;
                }
            }
        }
        assertThat(sources).containsOnly("${datasource}", "tradeboard");
        assertThat(ids).as("each panel has an id of its own").hasSize(panels);
    }

    @Test
    void everyRuleSaysWhatIsWrongAndWhatToDo() throws IOException {
        String rules = Files.readString(RULES);
        for (String rule : rules.split("- alert: ", -1)) {
            if (!rule.startsWith("#")) {
                assertThat(rule).contains(" expr: ", " severity: ", " summary: ", " action: ");
            }
        }
    }

    @Test
    void promtoolTakesTheRulesAndEachOfThemFires() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not installed: apt-get install prometheus");
        assertSucceeds("promtool", "check", "rules", RULES.toString());
        assertSucceeds("promtool", "test", "rules", RULES_TEST.toString());
        String tests = Files.readString(RULES_TEST);
        Matcher alert = Pattern.compile("- alert: (\\w+)").matcher(Files.readString(RULES));
        while (alert.find()) {
            assertThat(tests).contains("alertname: " + alert.group(1));
        }
    }

    @Test
    void promtoolFindsNothingWrongWithAScrape() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not installed: apt-get install prometheus");
        try (LiveDaemon daemon = new LiveDaemon(redis.settings(), directory.resolve("log"));
                ServedRedis served = MetricsTest.serve(redis.settings(), new Address("127.0.0.1", 0))) {
            served.get("/api/v1/symbols");
            String url = Objects.requireNonNull(served.service.metricsUrl());
            await().until(() -> Scrape.of(url, Scrape.TEXT).names().contains("tradeboard_http_requests_total"));
            for (Scrape scrape : List.of(daemon.scrape(Scrape.TEXT), Scrape.of(url, Scrape.TEXT))) {
                Path file = Files.writeString(directory.resolve("scrape"), scrape.text());
                String said = run(file, "promtool", "check", "metrics");
                assertThat(said.lines().filter(line -> line.startsWith("tradeboard_")))
                        .isEmpty();
                assertThat(said).doesNotContain("error while linting");
            }
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static void assertSucceeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String run(Path input, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
