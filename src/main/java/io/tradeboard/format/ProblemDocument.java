package io.tradeboard.format;

import io.avaje.jsonb.Json;

/** Why a request was not answered as it was meant: RFC 9457, {@code application/problem+json}. */
@Json
@Doc("Why a request failed (RFC 9457).")
record ProblemDocument(
        @Doc(
                value = "The kind of problem, as a URI reference; about:blank where the status says it all.",
                example = "about:blank")
        String type,

        @Doc(value = "The kind of problem, in words.", example = "Not Found")
        String title,

        @Doc(value = "The status code of the response.", example = "404")
        int status,

        @Doc(value = "What is wrong with this request.", example = "No board of DOGE is kept for 2026-11-20.")
        String detail,

        @Doc(value = "The path of the request.", example = "/api/v1/boards/DOGE")
        String instance) {}
