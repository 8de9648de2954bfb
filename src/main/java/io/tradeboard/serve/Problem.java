package io.tradeboard.serve;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered, with the fields of RFC 9457. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;
    private final @Nullable Duration retryAfter;

    private Problem(int status, String title, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad Request", detail, null);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not Found", detail, null);
    }

    static Problem methodNotAllowed(String detail) {
        return new Problem(405, "Method Not Allowed", detail, null);
    }

    static Problem tooMany(String detail, Duration retryAfter) {
        return new Problem(429, "Too Many Requests", detail, retryAfter);
    }

    static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(503, "Service Unavailable", detail, retryAfter);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** When to ask again; null if that is of no use. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
