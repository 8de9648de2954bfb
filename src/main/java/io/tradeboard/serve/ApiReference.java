package io.tradeboard.serve;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.tradeboard.format.Documents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The API document as one static page: every operation, parameter, answer, schema and example, to be read, searched and
 * printed without a script.
 *
 * <p>It understands the parts of OpenAPI that our document uses, and is made once at the start.
 */
final class ApiReference {
    /** The page is written as its template is; nothing is added to its elements. */
    private static final HtmlInterceptor AS_IT_IS = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
    };

    private final Map<?, ?> document;

    /** A group of operations. */
    record Group(String name, String description, List<Operation> operations) {}

    /** What a path has. */
    record Operation(
            String id,
            String path,
            String summary,
            List<List<ApiText>> description,
            boolean deprecated,
            List<Parameter> parameters,
            List<Answer> answers) {}

    /** What a request may say. */
    record Parameter(String name, String in, boolean required, String type, List<ApiText> description) {}

    /** One way in which a request may be answered. */
    record Answer(String status, List<ApiText> description, List<String> headers, List<Body> bodies) {}

    /** What an answer may hold. */
    record Body(String mediaType, Type type, List<String> examples) {}

    /** A type in words, with the schema that it leads to; empty where it leads to none. */
    record Type(String words, String schema) {}

    /** The form of a document. */
    record Shape(String name, String description, List<Field> fields, List<String> values) {}

    /** A field of a document. */
    record Field(String name, Type type, String description) {}

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    ApiReference(String openApi) {
        if (!(Documents.parse(openApi) instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("the API document is not a JSON object");
        }
        this.document = object;
    }

    /**
     * The page.
     *
     * @param frame its title, and where other files are
     */
    String html(Frame frame) {
        StringOutput out = new StringOutput();
        JtereferenceGenerated.render(new OwaspHtmlTemplateOutput(out), AS_IT_IS, this, frame);
        return out.toString();
    }

    String title() {
        return text(info(), "title");
    }

    String version() {
        return text(info(), "version");
    }

    String summary() {
        return text(info(), "summary");
    }

    List<List<ApiText>> description() {
        return ApiText.paragraphs(text(info(), "description"));
    }

    private Map<?, ?> info() {
        return object(document, "info");
    }

    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Object tag : list(document, "tags")) {
            String name = text((Map<?, ?>) tag, "name");
            List<Operation> operations = new ArrayList<>();
            object(document, "paths").forEach((path, item) -> {
                Map<?, ?> get = object((Map<?, ?>) item, "get");
                if (list(get, "tags").contains(name)) {
                    operations.add(operation(String.valueOf(path), get));
                }
            });
            groups.add(new Group(name, text((Map<?, ?>) tag, "description"), operations));
        }
        return groups;
    }

    private Operation operation(String path, Map<?, ?> get) {
        List<Answer> answers = new ArrayList<>();
        object(get, "responses").forEach((status, response) -> answers.add(answer(String.valueOf(status), response)));
        return new Operation(
                text(get, "operationId"),
                path,
                text(get, "summary"),
                ApiText.paragraphs(text(get, "description")),
                Boolean.TRUE.equals(get.get("deprecated")),
                list(get, "parameters").stream().map(this::parameter).toList(),
                answers);
    }

    private Parameter parameter(Object reference) {
        Map<?, ?> parameter = resolved(reference);
        Map<?, ?> schema = object(parameter, "schema");
        StringBuilder type = new StringBuilder(text(schema, "type"));
        if (schema.containsKey("minimum") && schema.containsKey("maximum")) {
            type.append(' ').append(schema.get("minimum")).append(" to ").append(schema.get("maximum"));
        }
        if (schema.containsKey("default")) {
            type.append(", default ").append(schema.get("default"));
        }
        return new Parameter(
                text(parameter, "name"),
                text(parameter, "in"),
                Boolean.TRUE.equals(parameter.get("required")),
                type.toString(),
                ApiText.line(text(parameter, "description")));
    }

    private Answer answer(String status, Object reference) {
        Map<?, ?> response = resolved(reference);
        List<Body> bodies = new ArrayList<>();
        object(response, "content").forEach((mediaType, media) -> {
            Map<?, ?> body = (Map<?, ?>) media;
            List<String> examples = object(body, "examples").values().stream()
                    .map(example -> example(resolved(example).get("value")))
                    .toList();
            bodies.add(new Body(String.valueOf(mediaType), type(object(body, "schema")), examples));
        });
        return new Answer(
                status,
                ApiText.line(text(response, "description")),
                object(response, "headers").keySet().stream()
                        .map(String::valueOf)
                        .toList(),
                bodies);
    }

    private static String example(@Nullable Object value) {
        return value instanceof String text ? text : Documents.pretty(value);
    }

    /** The schemas by their names. */
    List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        object(object(document, "components"), "schemas").forEach((name, schema) -> {
            Map<?, ?> shape = (Map<?, ?>) schema;
            List<Field> fields = new ArrayList<>();
            object(shape, "properties")
                    .forEach((field, property) -> fields.add(new Field(
                            String.valueOf(field),
                            type((Map<?, ?>) property),
                            text((Map<?, ?>) property, "description"))));
            List<String> values =
                    list(shape, "enum").stream().map(String::valueOf).toList();
            shapes.add(new Shape(String.valueOf(name), text(shape, "description"), fields, values));
        });
        return shapes;
    }

    private static Type type(Map<?, ?> schema) {
        if (schema.get("$ref") instanceof String reference) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            return new Type(name, name);
        }
        List<?> any = list(schema, "anyOf");
        if (!any.isEmpty()) {
            Type type = type((Map<?, ?>) Objects.requireNonNull(any.get(any.size() - 1)));
            return new Type(type.words() + " or null", type.schema());
        }
        Object named = schema.get("type");
        List<?> names = named instanceof List<?> several ? several : List.of(named == null ? "any" : named);
        String words = String.valueOf(names.get(0));
        String target = "";
        if (words.equals("array")) {
            Type items = type(object(schema, "items"));
            words = "list of " + items.words();
            target = items.schema();
        }
        if (schema.get("format") instanceof String format && format.startsWith("date")) {
            words += " (" + format + ")";
        }
        if (schema.get("const") instanceof String constant) {
            words = "\"" + constant + "\"";
        }
        return new Type(names.contains("null") ? words + " or null" : words, target);
    }

    private Map<?, ?> resolved(Object node) {
        Map<?, ?> object = (Map<?, ?>) node;
        if (!(object.get("$ref") instanceof String reference)) {
            return object;
        }
        Map<?, ?> found = document;
        for (String name : reference.substring("#/".length()).split("/", -1)) {
            found = object(found, name);
        }
        return found;
    }

    private static Map<?, ?> object(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> object ? object : new LinkedHashMap<>();
    }

    private static List<?> list(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof String text ? text : "";
    }
}
