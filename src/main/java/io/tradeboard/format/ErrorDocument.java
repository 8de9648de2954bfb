package io.tradeboard.format;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** Why a command failed, on stderr where its output is JSON. */
@Json
record ErrorDocument(Body error) {
    /**
     * The error.
     *
     * @param code the exit code
     * @param hint what to do next, or null
     */
    @Json
    record Body(int code, String message, @Nullable String hint) {}
}
