package io.tradeboard.format;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.DefaultSchemaDefinitionNamingStrategy;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the schemas of the API document from the records of the documents. */
final class Schemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Class<? extends Record>> DOCUMENTS = List.of(
            BoardDocument.class,
            RankDocument.class,
            SearchDocument.class,
            SymbolsDocument.class,
            HistoryDocument.class,
            ResultsDocument.class,
            StatusDocument.class,
            VersionDocument.class,
            ProblemDocument.class,
            LegacyDocument.Row.class,
            LegacyDocument.Version.class);

    private Schemas() {}

    /** The schemas by their names: {@code Board} for {@link BoardDocument}. */
    static ObjectNode ofDocuments() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.PLAIN_DEFINITION_KEYS,
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES,
                        Option.FLATTENED_ENUMS,
                        Option.INLINE_NULLABLE_SCHEMAS,
                        Option.NULLABLE_ARRAY_ITEMS_ALLOWED)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withPropertySorter(Comparator.comparingInt(Schemas::position))
                .withDefinitionNamingStrategy(new Names())
                .withTypeAttributeOverride((schema, type, context) -> {
                    Doc doc = type.getType().getErasedType().getAnnotation(Doc.class);
                    if (doc != null) {
                        schema.put("description", doc.value());
                    }
                });
        config.forFields()
                .withPropertyNameOverrideResolver(field -> BoardSchema.field(component(field)))
                .withRequiredCheck(field -> true)
                .withNullableCheck(field -> type(field).isAnnotationPresent(Nullable.class))
                .withInstanceAttributeOverride(Schemas::describe);
        SchemaBuilder builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
        DOCUMENTS.forEach(builder::createSchemaReference);
        return builder.collectDefinitions("components/schemas");
    }

    private static void describe(ObjectNode schema, FieldScope field, SchemaGenerationContext context) {
        Doc doc = component(field).getAnnotation(Doc.class);
        boolean isList = List.class.isAssignableFrom(field.getType().getErasedType());
        put(schema, "pattern", isList ? "" : doc.pattern());
        put(schema, "format", isList ? "" : doc.format());
        if (field.isFakeContainerItemScope()) {
            return;
        }
        put(schema, "description", doc.value());
        put(schema, "const", doc.constant());
        if (doc.items() > 0) {
            schema.put("minItems", doc.items()).put("maxItems", doc.items());
        }
        if (!doc.example().isEmpty()) {
            schema.putArray("examples").add(example(doc, field));
        }
    }

    private static void put(ObjectNode schema, String keyword, String value) {
        if (!value.isEmpty()) {
            schema.put(keyword, value);
        }
    }

    private static JsonNode example(Doc doc, FieldScope field) {
        return field.getType().getErasedType() == String.class
                ? JSON.valueToTree(doc.example())
                : JSON.readTree(doc.example());
    }

    private static int position(MemberScope<?, ?> member) {
        return Arrays.stream(member.getDeclaringType().getErasedType().getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(member.getDeclaredName());
    }

    private static RecordComponent component(FieldScope field) {
        return Arrays.stream(field.getDeclaringType().getErasedType().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .findFirst()
                .orElseThrow();
    }

    /** The type of a field, or that of an element where the scope is one. */
    private static AnnotatedType type(FieldScope field) {
        AnnotatedType type = component(field).getAnnotatedType();
        return field.isFakeContainerItemScope() && type instanceof AnnotatedParameterizedType list
                ? list.getAnnotatedActualTypeArguments()[0]
                : type;
    }

    /** {@code StatusBoard} for {@code StatusDocument.Board}. */
    private static final class Names extends DefaultSchemaDefinitionNamingStrategy {
        @Override
        public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
            Class<?> type = key.getType().getErasedType();
            Class<?> outer = type.getDeclaringClass();
            String name = (outer == null ? "" : outer.getSimpleName()) + type.getSimpleName();
            return name.replace("Document", "");
        }
    }
}
