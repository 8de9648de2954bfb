package io.tradeboard.serve;

import io.tradeboard.format.Documents;

/** How problems are reported: to people by a page, to programs by RFC 9457. */
final class Problems implements Router.ProblemPages {
    private static final String TYPE = "application/problem+json";

    private final Pages pages;
    private final Boards boards;

    Problems(Pages pages, Boards boards) {
        this.pages = pages;
        this.boards = boards;
    }

    @Override
    public Representation page(Problem problem) {
        return Representation.of(
                "text/html; charset=utf-8",
                pages.problem(problem.status(), problem.title(), problem.detail(), PageRoutes.links(boards)));
    }

    @Override
    public Representation document(Problem problem, String path) {
        return Representation.of(
                TYPE,
                Documents.problem("about:blank", problem.title(), problem.status(), problem.detail(), path) + "\n");
    }
}
