package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.format.Documents;
import io.tradeboard.format.StandingsWriter;
import io.tradeboard.read.Neighbours;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The API, version 1, and the three routes of the API before it. {@code openapi.json} describes it; every route with a
 * symbol in its path has a twin that takes it as a parameter, since a symbol may have a slash.
 */
final class ApiRoutes {
    static final String JSON = "application/json";

    private static final String CSV = "text/csv; charset=utf-8";
    private static final int USUAL_DEPTH = 10;
    private static final int USUAL_AROUND = 3;
    private static final int MOST_AROUND = 50;
    private static final int USUAL_MATCHES = 20;
    private static final int MOST_MATCHES = 70;
    private static final int SHORTEST_QUERY = 2;
    private static final Duration VERSION_LIFE = Duration.ofMinutes(1);

    private final Site site;
    private final Boards boards;
    private final Streams streams;
    private final Days days;

    ApiRoutes(Site site, Boards boards, Streams streams) {
        this.site = site;
        this.boards = boards;
        this.streams = streams;
        this.days = new Days(boards);
    }

    List<Route> routes() {
        Route.Kind api = Route.Kind.API;
        return List.of(
                Route.ready("/api/v1/symbols", api, ask -> symbols()),
                Route.reading("/api/v1/boards/{symbol}", api, boardIn(JSON, Documents::board)),
                Route.reading("/api/v1/boards", api, boardIn(JSON, Documents::board)),
                Route.reading("/api/v1/csv", api, boardIn(CSV, ApiRoutes::csv)),
                Route.reading("/api/v1/boards/{symbol}/traders/{trader}", api, this::rank),
                Route.reading("/api/v1/rank", api, this::rank),
                Route.reading("/api/v1/boards/{symbol}/traders", api, this::search),
                Route.reading("/api/v1/search", api, this::search),
                Route.ready("/api/v1/boards/{symbol}/history", api, this::history),
                Route.ready("/api/v1/history", api, this::history),
                Route.stream("/api/v1/stream/{symbol}", api, this::stream),
                Route.stream("/api/v1/stream", api, this::stream),
                Route.reading("/api/v1/results", api, this::results),
                Route.reading("/api/v1/status", api, this::status),
                Route.ready("/api/v1/version", api, ask -> version()),
                Route.ready("/leaderboard/{symbol}", api, this::legacyBoard),
                Route.ready("/symbols", api, ask -> legacySymbols()),
                Route.ready("/version", api, ask -> legacyVersion()));
    }

    /** The facts of a board that is served, as documents want them. */
    static BoardFacts facts(BoardView view) {
        return new BoardFacts(view.standings(), view.condition(), view.history(), view.madeAt(), view.nextAt());
    }

    private Answer symbols() throws Problem {
        List<ServedBoard> all = boards.all();
        if (all.isEmpty()) {
            throw Boards.notYet();
        }
        List<BoardFacts> facts = all.stream().map(board -> facts(board.view())).toList();
        ServedBoard first = all.get(0);
        return new Answer(
                Representation.of(JSON, Documents.symbols(facts, first.view().madeAt())), first.life());
    }

    /** A board of today from memory, of another day from Redis, in one form. */
    private Route.Reading boardIn(String type, Function<BoardFacts, String> form) {
        return new Route.Reading() {
            @Override
            public @Nullable Answer ready(Ask ask) throws Problem {
                String symbol = ask.requiredSymbol();
                int depth = depth(ask);
                if (ask.text("day") != null && !days.isToday(ask, symbol)) {
                    return null;
                }
                ServedBoard board = boards.require(symbol);
                return new Answer(
                        board.form(
                                type + depth,
                                view -> Representation.of(
                                        type, form.apply(facts(view).top(depth)))),
                        board.life());
            }

            @Override
            public Answer answer(Ask ask, Reader reader) throws Problem, IOException {
                Standings past = days.past(ask, ask.requiredSymbol(), depth(ask), reader);
                return new Answer(
                        Representation.of(type, form.apply(BoardFacts.of(past, past.asOf()))),
                        Answer.lasting(site.refresh()));
            }
        };
    }

    private static int depth(Ask ask) throws Problem {
        return ask.number("depth", USUAL_DEPTH, 1, ServeConfig.MOST_ROWS);
    }

    private static String csv(BoardFacts facts) {
        try {
            return StandingsWriter.csv(List.of(facts.standings()));
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be written", e);
        }
    }

    private Answer rank(Ask ask, Reader reader) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        String trader = ask.trader();
        int around = ask.number("around", USUAL_AROUND, 0, MOST_AROUND);
        Neighbours found = reader.neighbours(board.view().standings().board(), trader, around);
        Standings.Row own = found.own();
        if (own == null) {
            throw notOnBoard(trader, board);
        }
        return new Answer(Representation.of(JSON, Documents.rank(beside(board, found.standings()), own)), board.life());
    }

    static Problem notOnBoard(String trader, ServedBoard board) {
        return Problem.notFound("no trader " + Printable.quote(trader) + " is on the board of "
                + board.view().symbol() + " today");
    }

    /** The facts of rows that were read just now, with what is known of their board. */
    private static BoardFacts beside(ServedBoard board, Standings standings) {
        BoardView view = board.view();
        return new BoardFacts(standings, standings.condition(), view.history(), standings.asOf(), view.nextAt());
    }

    private Answer search(Ask ask, Reader reader) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        String query = ask.text("query");
        if (query == null || query.codePointCount(0, query.length()) < SHORTEST_QUERY) {
            throw Problem.badRequest("query must have at least " + SHORTEST_QUERY + " characters");
        }
        int limit = ask.number("limit", USUAL_MATCHES, 1, MOST_MATCHES);
        Standings standings = board.view().standings();
        Standings found = standings.with(reader.find(standings.board(), query, limit));
        return new Answer(
                Representation.of(JSON, Documents.search(facts(board.view()).with(found), query)), board.life());
    }

    private Answer history(Ask ask) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        return new Answer(
                board.form("history", view -> Representation.of(JSON, Documents.history(facts(view)))), board.life());
    }

    private void stream(Ask ask, Response response, Callback callback) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        int depth = depth(ask);
        streams.open(board, "stream" + depth, view -> event(view, depth), response, callback);
    }

    private static Representation event(BoardView view, int depth) {
        String document = Documents.board(facts(view).top(depth));
        return Representation.of(Streams.TYPE, "id: " + view.madeAt() + "\nevent: board\ndata: " + document + "\n\n");
    }

    private Answer results(Ask ask, Reader reader) throws Problem, IOException {
        List<LocalDate> kept = reader.resultDays();
        LocalDate day = ask.text("day") == null ? (kept.isEmpty() ? null : kept.get(0)) : days.of(ask, reader);
        List<BoardFacts> facts = day == null
                ? List.of()
                : reader.results(day).stream()
                        .map(board -> BoardFacts.of(board, board.asOf()))
                        .toList();
        if (ask.text("day") != null && facts.isEmpty()) {
            throw Problem.notFound("no results are kept for " + day);
        }
        return new Answer(Representation.of(JSON, Documents.results(day, kept, facts)), Answer.lasting(site.refresh()));
    }

    private Answer status(Ask ask, Reader reader) {
        return new Answer(Representation.of(JSON, Documents.publicStatus(reader.status())), Answer.NO_CACHE);
    }

    private Answer version() {
        return new Answer(
                Representation.of(
                        JSON,
                        Documents.version(site.build().version(), site.build().commit())),
                Answer.lasting(VERSION_LIFE));
    }

    private Answer legacyBoard(Ask ask) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        return new Answer(
                board.form(
                        "legacy",
                        view -> Representation.of(
                                JSON, Documents.legacyBoard(view.standings().top(USUAL_DEPTH)))),
                board.life());
    }

    private Answer legacySymbols() {
        return new Answer(
                Representation.of(JSON, Documents.legacySymbols(boards.symbols())), Answer.lasting(site.refresh()));
    }

    private Answer legacyVersion() {
        return new Answer(
                Representation.of(JSON, Documents.legacyVersion(site.build().version())), Answer.lasting(VERSION_LIFE));
    }
}
