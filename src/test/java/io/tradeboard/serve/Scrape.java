package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a process exported at one scrape.
 *
 * @param text of the format that was asked for
 */
record Scrape(String type, String text) {
    static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";
    static final String TEXT = "text/plain;version=0.0.4";

    private static final Path GOLDEN = Path.of("src/test/resources/io/tradeboard/serve");
    private static final Pattern SAMPLE = Pattern.compile("(([a-z0-9_]+)(?:\\{.*})?) (\\S+)");
    private static final Pattern FAMILY = Pattern.compile("# [A-Z]+ ([a-z0-9_]+) .*");

    static Scrape of(String url, String accept) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", url, "Accept", accept);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Scrape(answer.headers().firstValue("Content-Type").orElseThrow(), answer.body());
    }

    static HttpResponse<String> send(String method, String url, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The values by name and labels. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            values.put(sample.group(1), Double.valueOf(sample.group(3).replace("+Inf", "Infinity")));
        }
        return values;
    }

    /** The names of all samples. */
    Set<String> names() {
        return values().keySet().stream()
                .map(sample -> sample.replaceFirst("\\{.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The text without values, and without what depends on the Java machine. */
    private List<String> masked() {
        return text.lines()
                .filter(line -> {
                    Matcher family = FAMILY.matcher(line);
                    String name = family.matches() ? family.group(1) : line;
                    return !name.startsWith("jvm_") && !name.startsWith("process_");
                })
                .map(line ->
                        SAMPLE.matcher(line).matches() ? SAMPLE.matcher(line).replaceFirst("$1 *") : line)
                .toList();
    }

    /** Fails unless this is what the file says; with {@code -Dmetrics.write} the file will say it. */
    void assertLike(String file) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("metrics.write")) {
            Files.createDirectories(GOLDEN);
            Files.write(golden, masked());
        }
        assertThat(masked()).isEqualTo(Files.readAllLines(golden));
    }
}
