package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The pages for people, what they are made of, and what others show of them: a frame, a badge, a picture. */
final class PageRoutes {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SVG = "image/svg+xml";
    private static final String PNG = "image/png";
    private static final int AROUND = 2;
    private static final int MOST_MATCHES = 50;
    private static final Duration DOCUMENT_LIFE = Duration.ofMinutes(5);
    private static final Duration DOCS_LIFE = Duration.ofHours(1);

    private final Site site;
    private final Boards boards;
    private final Streams streams;
    private final Assets assets;
    private final Pages pages;
    private final Days days;
    private final Representation reference;

    PageRoutes(Site site, Boards boards, Streams streams, Assets assets, Pages pages) {
        this.site = site;
        this.boards = boards;
        this.streams = streams;
        this.assets = assets;
        this.pages = pages;
        this.days = new Days(boards);
        this.reference = Representation.of(
                HTML,
                new ApiReference(new String(assets.openApi().plain(), StandardCharsets.UTF_8)).html(pages.reference()));
    }

    List<Route> routes() {
        Route.Kind page = Route.Kind.PAGE;
        Route.Kind asset = Route.Kind.ASSET;
        return List.of(
                Route.reading("/", page, new BoardPages()),
                Route.ready("/robots.txt", asset, ask -> new Answer(Assets.robots(), Answer.lasting(DOCS_LIFE))),
                Route.ready("/favicon.ico", asset, ask -> new Answer(assets.favicon(), Answer.lasting(DOCS_LIFE))),
                Route.ready(
                        "/openapi.json",
                        Route.Kind.API,
                        ask -> new Answer(assets.openApi(), Answer.lasting(DOCUMENT_LIFE))),
                Route.ready("/docs", page, ask -> html(pages.docs(), Answer.lasting(DOCS_LIFE))),
                Route.ready("/docs/reference", page, ask -> new Answer(reference, Answer.lasting(DOCS_LIFE))),
                Route.ready("/assets/{name}", asset, this::asset),
                Route.ready("/assets/{hash}/{name}", asset, this::asset),
                Route.stream("/live", page, this::live),
                Route.stream("/live/{symbol}", page, this::live),
                Route.encoded("/embed", page, this::embed),
                Route.encoded("/embed/{symbol}", page, this::embed),
                Route.encoded("/badge.svg", asset, this::badge),
                Route.encoded("/badge/{symbol}.svg", asset, this::badge),
                Route.encoded("/og.png", asset, this::picture),
                Route.encoded("/og/{symbol}.png", asset, this::picture),
                Route.reading("/results", page, this::results),
                Route.reading("/results/{day}", page, this::results),
                Route.reading("/trader", page, new TraderPages()),
                Route.reading("/{symbol}/traders/{trader}", page, new TraderPages()),
                Route.reading("/{symbol}", page, new BoardPages()));
    }

    /** The symbols that a visitor can go to. */
    static List<SymbolLink> links(Boards boards) {
        return boards.all().stream()
                .map(ServedBoard::facts)
                .map(facts -> new SymbolLink(
                        facts.symbol(),
                        facts.standings().title(),
                        facts.condition().state(),
                        leader(facts)))
                .toList();
    }

    private static @Nullable String leader(BoardFacts facts) {
        List<Standings.Row> rows = facts.standings().rows();
        return rows.isEmpty() ? null : rows.get(0).name();
    }

    private static Answer html(String text, Answer.Life life) {
        return new Answer(Representation.of(HTML, text), life);
    }

    private ServedBoard board(Ask ask) throws Problem {
        String symbol = ask.symbol();
        return boards.require(symbol == null ? boards.symbols().get(0) : symbol);
    }

    /** The page of a symbol: of today from memory, of another day or with a search from Redis. */
    private final class BoardPages implements Route.Reading {
        @Override
        public @Nullable CompletionStage<Answer> encoded(Ask ask) throws Problem {
            ServedBoard board = board(ask);
            String query = ask.text("find");
            if (query != null) {
                return boards.isReachable() ? null : board.answer("find " + query, facts -> found(facts, query));
            }
            if (ask.isGiven("day") && !days.isToday(ask, board.facts().symbol())) {
                return null;
            }
            // The page shows a little of the other boards too.
            return boards.form(
                            "page " + board.facts().symbol(),
                            () -> Representation.of(
                                    HTML, pages.board(boards.newest(board).facts(), links(boards))))
                    .thenApply(body -> new Answer(body, board.life()));
        }

        /** Those whom the board in memory has. */
        private Representation found(BoardFacts facts, String query) {
            List<Standings.Row> rows = facts.standings().rows().stream()
                    .filter(row -> row.isFoundBy(query.strip()))
                    .limit(MOST_MATCHES)
                    .toList();
            return Representation.of(HTML, pages.found(facts, query, rows, links(boards)));
        }

        @Override
        public Answer answer(Ask ask, Reader reader) throws Problem, IOException {
            String query = ask.text("find");
            ServedBoard board = board(ask);
            if (query != null) {
                List<Standings.Row> found = query.strip().length() < Pages.LEAST_QUERY
                        ? List.of()
                        : reader.find(board.facts().standings().board(), query.strip(), MOST_MATCHES);
                return html(pages.found(board.facts(), query, found, links(boards)), board.life());
            }
            Standings past = days.past(ask, board.facts().symbol(), site.depth(), reader);
            return html(pages.board(BoardFacts.of(past, past.asOf()), links(boards)), Answer.lasting(site.refresh()));
        }
    }

    /** The page of a trader, read from Redis; while that is away, what the boards in memory know. */
    private final class TraderPages implements Route.Reading {
        @Override
        public @Nullable CompletionStage<Answer> encoded(Ask ask) throws Problem {
            if (boards.isReachable()) {
                return null;
            }
            String trader = ask.trader();
            ServedBoard from = board(ask);
            List<TraderPlace> places = boards.all().stream()
                    .map(ServedBoard::facts)
                    .map(facts -> TraderPlace.find(facts, trader, AROUND))
                    .filter(Objects::nonNull)
                    .toList();
            return places.isEmpty() ? null : from.answer("trader " + trader, facts -> page(from, places));
        }

        @Override
        public Answer answer(Ask ask, Reader reader) throws Problem {
            String trader = ask.trader();
            ServedBoard from = board(ask);
            List<TraderPlace> places = new ArrayList<>();
            for (ServedBoard board : boards.all()) {
                Neighbours found = reader.neighbours(board.facts().standings().board(), trader, AROUND);
                Standings.Row own = found.own();
                if (own != null) {
                    places.add(new TraderPlace(
                            board.facts().with(found.standings()),
                            own,
                            found.standings().rows()));
                }
            }
            if (places.isEmpty()) {
                throw Problem.notFound("no trader " + Printable.quote(trader) + " is on a board today");
            }
            return new Answer(page(from, places), from.life());
        }

        private Representation page(ServedBoard from, List<TraderPlace> places) {
            String shown = places.get(places.size() - 1).own().name();
            return Representation.of(HTML, pages.trader(from.facts().symbol(), shown, places, links(boards)));
        }
    }

    private Answer results(Ask ask, Reader reader) throws Problem, IOException {
        List<LocalDate> kept = reader.resultDays();
        LocalDate day = ask.isGiven("day")
                ? days.of(ask, reader)
                : kept.isEmpty() ? reader.today().minusDays(1) : kept.get(0);
        List<Standings> winners = reader.results(day);
        if (ask.isGiven("day") && winners.isEmpty()) {
            throw Problem.notFound("no results are kept for " + day);
        }
        return html(pages.results(day, winners, kept, links(boards)), Answer.lasting(site.refresh()));
    }

    private void live(Ask ask, Response response, Callback callback) throws Problem {
        streams.open(board(ask), "live", this::events, response, callback);
    }

    private Representation events(BoardFacts facts) {
        return Representation.of(
                Streams.TYPE, Streams.event("rows", pages.rows(facts)) + Streams.event("facts", pages.facts(facts)));
    }

    private CompletionStage<Answer> embed(Ask ask) throws Problem {
        int depth = ask.number("depth", site.depth(), 1, ServeConfig.MOST_ROWS);
        return board(ask)
                .answer("embed" + depth, facts -> Representation.of(HTML, pages.embed(facts, depth)))
                .thenApply(answer -> answer.framedBy(Answer.Frames.ANYBODY));
    }

    private CompletionStage<Answer> badge(Ask ask) throws Problem {
        return board(ask).answer("badge", facts -> Representation.of(SVG, Badge.svg(facts)));
    }

    private CompletionStage<Answer> picture(Ask ask) throws Problem {
        Links links = new Links(site.publicUrl());
        return board(ask)
                .answer("picture", facts -> {
                    byte[] drawn = Pictures.of(facts, links);
                    return Representation.of(PNG, drawn == null ? new byte[0] : drawn);
                })
                .thenCompose(answer -> answer.body().plain().length > 0
                        ? CompletableFuture.completedFuture(answer)
                        : CompletableFuture.failedFuture(
                                Problem.notFound("this machine has no fonts to draw a picture with")));
    }

    private Answer asset(Ask ask) throws Problem {
        String hash = ask.text("hash");
        String name = ask.text("name");
        Assets.Asset found = assets.get(hash == null ? String.valueOf(name) : hash + "/" + name);
        if (found == null) {
            throw Problem.notFound("there is no such file");
        }
        return new Answer(found.body(), found.immutable() ? Answer.FOREVER : Answer.lasting(DOCUMENT_LIFE));
    }
}
