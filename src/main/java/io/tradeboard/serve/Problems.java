package io.tradeboard.serve;

import java.nio.charset.StandardCharsets;

/** How problems are told: to programs by RFC 9457. */
final class Problems implements Router.ProblemPages {
    private static final String TYPE = "application/problem+json";

    @Override
    public Representation page(Problem problem) {
        return document(problem, "");
    }

    @Override
    public Representation document(Problem problem, String path) {
        return Representation.of(
                TYPE,
                ("{\"type\":\"about:blank\",\"title\":\"" + problem.title() + "\",\"status\":" + problem.status() + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
