package io.tradeboard.serve;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The API document, to compare answers with. */
public final class OpenApi {
    /** Where the document is among the resources. */
    public static final String RESOURCE = "/io/tradeboard/serve/openapi.json";

    private static final String ID = "https://tradeboard.invalid/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry registry;

    private OpenApi(String text) {
        this.document = new ObjectMapper().readTree(text);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, text)));
    }

    /** The document that is served. */
    public static OpenApi load() {
        return new OpenApi(text());
    }

    /** Its text. */
    public static String text() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    /** The paths as they are written in the document: {@code /api/v1/boards/{symbol}}. */
    public Set<String> paths() {
        return new TreeSet<>(document.path("paths").propertyNames());
    }

    /** The names of an operation's parameters of a kind: {@code path}, {@code query} or {@code header}. */
    public Set<String> parameters(String path, String in) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation(path).path("parameters")) {
            JsonNode found = resolved(parameter);
            if (found.path("in").asString().equals(in)) {
                names.add(found.path("name").asString());
            }
        }
        return names;
    }

    /**
     * Checks an answer to GET.
     *
     * @param path that of the request without its query, or one of {@link #paths}
     * @param contentType of the answer, with its parameters; empty where it has no body
     * @throws AssertionError with everything in which the answer is not what the document says
     */
    public void validate(String path, int status, String contentType, String body) {
        String pattern = pattern(path);
        String where = "GET " + path + " -> " + status + " " + contentType + ": ";
        JsonNode responses = operation(pattern).path("responses");
        String code = responses.has(Integer.toString(status)) ? Integer.toString(status) : "default";
        if (!responses.has(code)) {
            throw new AssertionError(where + "the status is not documented");
        }
        JsonNode content = resolved(responses.path(code)).path("content");
        if (content.isMissingNode()) {
            if (!body.isEmpty()) {
                throw new AssertionError(where + "a body that is not documented: " + body);
            }
            return;
        }
        String type = contentType.replaceFirst(";.*", "").strip();
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            throw new AssertionError(where + "the media type is not one of " + content.propertyNames());
        }
        if (type.endsWith("json") && media.has("schema")) {
            List<String> errors = errors(media.path("schema"), body);
            if (!errors.isEmpty()) {
                throw new AssertionError(where + String.join("\n  ", errors) + "\n" + body);
            }
        }
    }

    /** In what a JSON text does not have the form of a schema of the components; empty where it has it. */
    public List<String> errors(String schema, String body) {
        return errors(registry.getSchema(SchemaLocation.of(ID + "#/components/schemas/" + schema)), body);
    }

    private List<String> errors(JsonNode schema, String body) {
        // As a schema of its own, whose references lead into the document.
        String text = schema.toString().replace("\"#/", "\"" + ID + "#/");
        return errors(registry.getSchema(text, InputFormat.JSON), body);
    }

    private static List<String> errors(Schema schema, String body) {
        List<Error> found = schema.validate(
                body,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return found.stream().map(Error::toString).toList();
    }

    /** All examples of media types, each with its schema's reference and a name for messages. */
    public List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (String path : paths()) {
            operation(path)
                    .path("responses")
                    .forEachEntry((status, response) -> resolved(response)
                            .path("content")
                            .forEachEntry((type, media) -> media.path("examples")
                                    .forEachEntry((name, example) -> examples.add(new Example(
                                            path,
                                            status,
                                            type,
                                            resolved(example).path("value"))))));
        }
        return examples;
    }

    /** An example of an answer. */
    public record Example(String path, String status, String type, JsonNode value) {}

    private JsonNode operation(String path) {
        JsonNode operation = document.path("paths").path(path).path("get");
        if (operation.isMissingNode()) {
            throw new AssertionError("GET " + path + " is not documented");
        }
        return operation;
    }

    /** The documented path that a request's path is one of; the one without parameters comes first. */
    private String pattern(String path) {
        if (document.path("paths").has(path)) {
            return path;
        }
        Map<String, String> patterns = new LinkedHashMap<>();
        paths().forEach(each -> patterns.put(each.replaceAll("\\{[^}]+}", "[^/]+"), each));
        return patterns.entrySet().stream()
                .filter(each -> path.matches(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not documented"));
    }

    private JsonNode resolved(JsonNode node) {
        @Nullable JsonNode reference = node.get("$ref");
        return reference == null ? node : document.at(reference.asString().substring(1));
    }
}
