package io.tradeboard.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Gauge;
import io.tradeboard.run.Quantiles;
import io.tradeboard.status.BoardReport;
import io.tradeboard.status.Heartbeat;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.status.RefusedBoard;
import io.tradeboard.status.StatusReport;
import io.tradeboard.status.StreamReport;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status as {@code tradeboard.status/1}. Each meter has its label as the name of its field; what is unknown is
 * null.
 */
public final class StatusJson {
    private final StatusReport report;
    private final JsonGenerator json;

    private StatusJson(StatusReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    public static String text(StatusReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new StatusJson(report, json).write();
        }
        return text.append('\n').toString();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", "tradeboard.status/1");
        json.writeFieldName("redis");
        redis();
        json.writeArrayFieldStart("daemons");
        for (Heartbeat beat : report.daemons()) {
            daemon(beat);
        }
        json.writeEndArray();
        json.writeFieldName("stream");
        stream();
        json.writeArrayFieldStart("boards");
        for (BoardReport board : report.today().boards()) {
            board(board);
        }
        json.writeEndArray();
        strings("problems", report.problems());
        json.writeEndObject();
    }

    private void redis() throws IOException {
        RedisHealth health = report.redis().health();
        RedisHealth.Refusal refusal = health.refusal();
        json.writeStartObject();
        json.writeStringField("address", report.redis().address());
        string("version", health.version().equals(RedisHealth.UNKNOWN.version()) ? null : health.version());
        Double latency = report.redis().latencyMillis();
        json.writeFieldName("latencyMs");
        if (latency == null) {
            json.writeNull();
        } else {
            json.writeNumber(latency);
        }
        string("refusesWrites", refusal == null ? null : refusal.code().name());
        string("reason", refusal == null ? null : refusal.reason());
        strings("warnings", health.warnings());
        json.writeEndObject();
    }

    private void daemon(Heartbeat beat) throws IOException {
        String host = beat.daemon().host();
        String log = beat.daemon().log();
        String reason = beat.reason(report.redis().health());
        json.writeStartObject();
        json.writeStringField("writer", beat.writer());
        string("log", log.isEmpty() ? null : log);
        string("host", host.isEmpty() ? null : host);
        number(
                "pid",
                beat.daemon().pid() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(beat.daemon().pid()));
        json.writeStringField("since", BoardSchema.time(beat.since()));
        json.writeStringField("heartbeatAt", BoardSchema.time(beat.at()));
        json.writeNumberField("ageMs", beat.age().toMillis());
        json.writeStringField("state", beat.state(report.redis().health()).name());
        string("reason", reason.isEmpty() ? null : reason);
        json.writeNumberField("tradesPerSecond", beat.rates().accepted());
        json.writeNumberField("appliedPerSecond", beat.rates().applied());
        for (Counter counter : Counter.values()) {
            json.writeNumberField(counter.label(), beat.count(counter));
        }
        for (Gauge gauge : Gauge.values()) {
            number(gauge.label(), beat.meters().get(gauge));
        }
        for (Distribution distribution : Distribution.values()) {
            json.writeFieldName(distribution.label());
            distribution(distribution, beat.meters().get(distribution));
        }
        json.writeArrayFieldStart("refused");
        for (RefusedBoard refused : beat.refused()) {
            json.writeStartObject();
            json.writeStringField("symbol", refused.board().symbol());
            json.writeStringField("day", refused.board().day().toString());
            json.writeStringField("reason", refused.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void distribution(Distribution distribution, Quantiles values) throws IOException {
        if (values.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("count", values.count());
        if (distribution.isTime()) {
            json.writeNumberField("p50Ms", values.p50() / 1e3);
            json.writeNumberField("p99Ms", values.p99() / 1e3);
            json.writeNumberField("maxMs", values.max() / 1e3);
        } else {
            json.writeNumberField("p50", values.p50());
            json.writeNumberField("p99", values.p99());
            json.writeNumberField("max", values.max());
        }
        json.writeEndObject();
    }

    private void stream() throws IOException {
        json.writeStartObject();
        number("entries", report.stream().entries());
        json.writeArrayFieldStart("abandoned");
        for (StreamReport.Pending pending : report.stream().abandoned()) {
            json.writeStartObject();
            json.writeStringField("consumer", pending.consumer());
            json.writeNumberField("entries", pending.entries());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void board(BoardReport board) throws IOException {
        boolean readable = board.unreadable().isEmpty();
        json.writeStartObject();
        json.writeStringField("symbol", board.board().symbol());
        json.writeStringField("day", board.board().day().toString());
        number("traders", known(readable, board.counts().traders()));
        number("trades", known(readable, board.counts().trades()));
        number("capped", known(readable, board.counts().capped()));
        string("lastTradeAt", board.lastTradeAt() == null ? null : BoardSchema.time(board.lastTradeAt()));
        json.writeFieldName("audit");
        StandingsWriter.audit(json, board.verdict());
        strings("writers", board.writers());
        string("unreadable", readable ? null : board.unreadable());
        json.writeEndObject();
    }

    private static OptionalLong known(boolean isKnown, long value) {
        return isKnown ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private void number(String name, OptionalLong value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeNumber(value.getAsLong());
        } else {
            json.writeNull();
        }
    }

    private void string(String name, @Nullable String value) throws IOException {
        json.writeStringField(name, value);
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
