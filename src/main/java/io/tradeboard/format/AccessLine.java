package io.tradeboard.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of the access log of a server: one JSON object, without its line end. */
public final class AccessLine {
    private AccessLine() {}

    /**
     * The line of a request.
     *
     * @param address who asked
     * @param target path and query, as they were sent
     * @param bytes of the body that were sent
     * @param took from the first byte of the request to the last of the answer
     */
    public static String of(
            Instant at,
            String address,
            String method,
            @Nullable String target,
            int status,
            long bytes,
            Duration took,
            @Nullable String agent) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("at", Values.time(at));
        line.put("address", address);
        line.put("method", method);
        line.put("target", target);
        line.put("status", status);
        line.put("bytes", bytes);
        line.put("micros", took.toNanos() / 1_000);
        line.put("agent", agent);
        try {
            return Json.line(line);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be written", e);
        }
    }
}
