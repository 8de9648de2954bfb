package io.tradeboard.trade;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trades as NDJSON: one RFC 8259 object a line. Fields of a trade are strings or numbers, a number keeping the text it
 * was written as; a null is a missing field, and other fields are ignored unless {@link FieldNames} takes them for ours.
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class JsonTrades {
    private static final int MAX_NESTING = 8;

    /** Bounded by line and nesting only; names are not pooled, so that a stranger's names can't fill a table. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(RawTrade.MAX_LINE_BYTES)
                    .maxNumberLength(RawTrade.MAX_LINE_BYTES)
                    .maxNameLength(RawTrade.MAX_LINE_BYTES)
                    .build())
            .build();

    private JsonTrades() {}

    /**
     * Reads one line, with or without its line end.
     *
     * @throws BadTradeException if the line is too long, not UTF-8, not one JSON object nested at most 8 deep, or has a
     *     field of a trade twice, misnamed, or as something else than text or a number
     */
    public static RawTrade decode(byte[] line, int offset, int length) throws BadTradeException {
        String text = LineText.decode(line, offset, length);
        checkEscapes(text);
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadTradeException("not a JSON object");
            }
            RawTrade trade = readFields(parser);
            if (parser.nextToken() != null) {
                throw new BadTradeException("there is text after the JSON object");
            }
            return trade;
        } catch (StreamConstraintsException e) {
            throw new BadTradeException("JSON is nested more than " + MAX_NESTING + " deep");
        } catch (JsonEOFException e) {
            throw new BadTradeException("not valid JSON: it ends early");
        } catch (JsonParseException e) {
            throw new BadTradeException(
                    "not valid JSON near character " + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new BadTradeException("not valid JSON");
        }
    }

    /** The parser looks only at the low byte of what should be a hex digit, and takes U+2066 for the f that is 0x66. */
    private static void checkEscapes(String text) throws BadTradeException {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2)) {
            for (int digit = at + 2; text.startsWith("u", at + 1) && digit < at + 6; digit++) {
                if (digit < text.length() && text.charAt(digit) > 'f') {
                    throw new BadTradeException("not valid JSON near character " + (digit + 1));
                }
            }
        }
    }

    private static RawTrade readFields(JsonParser parser) throws IOException, BadTradeException {
        Map<TradeField, @Nullable String> texts = new EnumMap<>(TradeField.class);
        List<String> others = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            TradeField field = TradeField.named(name);
            JsonToken value = parser.nextToken();
            if (field == null) {
                others = others.isEmpty() ? new ArrayList<>() : others;
                others.add(name);
                parser.skipChildren();
                continue;
            }
            if (texts.containsKey(field)) {
                throw new BadTradeException(field.label + " is given twice");
            }
            texts.put(field, textOf(field, value, parser));
        }
        if (!others.isEmpty()) {
            FieldNames.check(others, texts.keySet(), "field");
        }
        return TradeField.collect(texts);
    }

    private static @Nullable String textOf(TradeField field, JsonToken value, JsonParser parser)
            throws IOException, BadTradeException {
        return switch (value) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw new BadTradeException(field.label + " must be text or a number");
        };
    }

    /** Writes a trade as one line that {@link #decode} and {@link TradeRules} turn into the same trade again. */
    public static void encode(Trade trade, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            write(RawTrade.of(trade), json);
            json.writeRaw('\n');
        }
    }

    /** Writes a trade as one object. */
    static void write(RawTrade trade, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (TradeField field : TradeField.ALL) {
            String text = field.of(trade);
            if (text != null) {
                json.writeStringField(field.label, text);
            }
        }
        json.writeEndObject();
    }

    /** Writes JSON; closing or flushing it neither closes nor flushes the output. */
    static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out, JsonEncoding.UTF8);
    }
}
