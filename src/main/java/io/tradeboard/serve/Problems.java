package io.tradeboard.serve;

import io.tradeboard.format.Documents;

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
                Documents.problem("about:blank", problem.title(), problem.status(), problem.detail(), path) + "\n");
    }
}
