package io.tradeboard.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.serve.OpenApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API document says what the documents are: its schemas are made from their records, its examples are written by the
 * code that serves. {@code -Dupdate} writes both into the file.
 */
class OpenApiDocumentTest {
    private static final Path FILE = Path.of("src/main/resources" + OpenApi.RESOURCE);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void schemasAndExamplesAreThoseOfTheCode() throws IOException {
        ObjectNode document = (ObjectNode) OpenApi.load().document();
        ObjectNode expected = document.deepCopy();
        ObjectNode components = (ObjectNode) expected.get("components");
        components.set("schemas", Schemas.ofDocuments());
        ObjectNode examples = components.putObject("examples");
        SampleDocuments.all().forEach((name, json) -> examples.putObject(name).set("value", JSON.readTree(json)));
        String text = pretty(expected);
        if (System.getProperty("update") != null) {
            Files.writeString(FILE, text);
        } else {
            // As text, so that the order of fields counts, too.
            assertThat(OpenApi.text())
                    .as("not what the code says; write it with: mvn test -Dtest=OpenApiDocumentTest -Dupdate")
                    .isEqualTo(text);
        }
    }

    private static String pretty(JsonNode document) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
        return JSON.writer().with(printer).writeValueAsString(document) + "\n";
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        Properties build = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/io/tradeboard/cli/build.properties")) {
            build.load(Objects.requireNonNull(in));
        }

        assertThat(OpenApi.load().document().at("/info/version").asString()).isEqualTo(build.getProperty("version"));
    }

    @Test
    void examplesValidate() {
        OpenApi api = OpenApi.load();

        assertThat(api.examples()).hasSizeGreaterThan(20).allSatisfy(example -> {
            boolean isText = example.value().isString();
            api.validate(
                    example.path(),
                    example.status().equals("default") ? 500 : Integer.parseInt(example.status()),
                    example.type(),
                    isText ? example.value().asString() : example.value().toString());
        });
    }

    @Test
    void anAnswerIsComparedWithThePathItIsOf() {
        OpenApi api = OpenApi.load();
        String rank = Documents.rank(
                SampleDocuments.board(),
                SampleDocuments.board().standings().rows().get(1));
        String json = "application/json; charset=utf-8";

        api.validate("/api/v1/boards/BTC/traders/mira.k", 200, json, rank);
        assertThatThrownBy(() -> api.validate("/api/v1/boards/BTC", 200, json, rank))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("traderId");
        assertThatThrownBy(() -> api.validate("/api/v1/boards/BTC", 200, "text/html", rank))
                .hasMessageContaining("the media type is not one of");
        assertThatThrownBy(() -> api.validate("/api/v2", 200, json, rank)).hasMessageContaining("not documented");
        assertThat(api.parameters("/api/v1/boards/{symbol}", "query")).containsExactly("day", "depth");
    }

    static Stream<Map.Entry<String, String>> documents() {
        return Stream.of(
                Map.entry("Board", Documents.board(SampleDocuments.empty())),
                Map.entry("Board", Documents.board(SampleDocuments.found())),
                Map.entry("Status", Documents.status(SampleDocuments.status())),
                Map.entry("Results", Documents.results(null, List.of(), List.of())),
                Map.entry(
                        "Problem",
                        Documents.problem("about:blank", "Not Found", 404, "no \"such\" board", "/api/v1/boards/X")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documentsValidate(Map.Entry<String, String> document) {
        assertThat(OpenApi.load().errors(document.getKey(), document.getValue()))
                .as(document.getValue())
                .isEmpty();
    }

    @Test
    void aDocumentWithoutAFieldIsFound() {
        String board = Documents.board(SampleDocuments.board());

        assertThat(OpenApi.load().errors("Board", board.replace(",\"trades\":4402118,\"shards\"", ",\"shards\"")))
                .anyMatch(error -> error.contains("trades"));
        assertThat(OpenApi.load().errors("Board", board.replace("\"state\":\"LIVE\"", "\"state\":\"ALIVE\"")))
                .isNotEmpty();
    }

    @Test
    void aDaemonHasAFieldForEachMeter() {
        List<String> labels = Stream.of(
                        Arrays.stream(Counter.values()).map(Counter::label),
                        Arrays.stream(Gauge.values()).map(Gauge::label),
                        Arrays.stream(Distribution.values()).map(Distribution::label))
                .flatMap(each -> each)
                .toList();

        assertThat(BoardSchema.fields(DaemonStatusDocument.class)).containsSubsequence(labels);
    }

    @Test
    void thePublicStatusDoesNotRevealWhereItRuns() {
        String all = Documents.status(SampleDocuments.status());
        String some = Documents.publicStatus(SampleDocuments.status());

        assertThat(all).contains("10.0.0.7", "ingest-1", "/var/lib", "4121");
        assertThat(some).doesNotContain("10.0.0.7", "ingest-1", "/var/lib", "4121");
    }
}
