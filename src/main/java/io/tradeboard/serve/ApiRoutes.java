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
import java.util.concurrent.CompletionStage;
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
    private static final int LONGEST_QUERY = 128;
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
                Route.encoded("/api/v1/symbols", api, ask -> symbols()),
                Route.reading("/api/v1/boards/{symbol}", api, boardIn(JSON, Documents::board)),
                Route.reading("/api/v1/boards", api, boardIn(JSON, Documents::board)),
                Route.reading("/api/v1/csv", api, boardIn(CSV, ApiRoutes::csv)),
                Route.reading("/api/v1/boards/{symbol}/traders/{trader}", api, this::rank),
                Route.reading("/api/v1/rank", api, this::rank),
                Route.reading("/api/v1/boards/{symbol}/traders", api, this::search),
                Route.reading("/api/v1/search", api, this::search),
                Route.encoded("/api/v1/boards/{symbol}/history", api, this::history),
                Route.encoded("/api/v1/history", api, this::history),
                Route.stream("/api/v1/stream/{symbol}", api, this::stream),
                Route.stream("/api/v1/stream", api, this::stream),
                Route.reading("/api/v1/results", api, this::results),
                Route.reading("/api/v1/status", api, this::status),
                Route.ready("/api/v1/version", api, ask -> version()),
                Route.encoded("/leaderboard/{symbol}", api, this::legacyBoard),
                Route.ready("/symbols", api, ask -> legacySymbols()),
                Route.ready("/version", api, ask -> legacyVersion()));
    }

    private CompletionStage<Answer> symbols() throws Problem {
        List<ServedBoard> all = boards.all();
        if (all.isEmpty()) {
            throw Boards.notYet();
        }
        ServedBoard first = all.get(0);
        return boards.form("symbols", this::allSymbols).thenApply(body -> new Answer(body, first.life()));
    }

    private Representation allSymbols() {
        List<BoardFacts> all = boards.all().stream().map(ServedBoard::facts).toList();
        return Representation.of(JSON, Documents.symbols(all, all.get(0).now()));
    }

    /** A board of today from memory, of another day from Redis, in one form. */
    private Route.Reading boardIn(String type, Function<BoardFacts, String> form) {
        return new Route.Reading() {
            @Override
            public @Nullable CompletionStage<Answer> encoded(Ask ask) throws Problem {
                String symbol = ask.requiredSymbol();
                int depth = depth(ask);
                if (ask.isGiven("day") && !days.isToday(ask, symbol)) {
                    return null;
                }
                return boards.require(symbol)
                        .answer(type + depth, facts -> Representation.of(type, form.apply(facts.top(depth))));
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
        Neighbours found = reader.neighbours(board.facts().standings().board(), trader, around);
        Standings.Row own = found.own();
        if (own == null) {
            throw notOnBoard(trader, board);
        }
        return new Answer(Representation.of(JSON, Documents.rank(beside(board, found.standings()), own)), board.life());
    }

    static Problem notOnBoard(String trader, ServedBoard board) {
        return Problem.notFound("no trader " + Printable.quote(trader) + " is on the board of "
                + board.facts().symbol() + " today");
    }

    /** The facts of rows that were read just now, with what is known of their board. */
    private static BoardFacts beside(ServedBoard board, Standings standings) {
        BoardFacts facts = board.facts();
        return new BoardFacts(standings, standings.condition(), facts.history(), standings.asOf(), facts.nextAt());
    }

    private Answer search(Ask ask, Reader reader) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        String query = ask.text("query");
        if (query == null) {
            throw Problem.badRequest("query is missing");
        }
        if (query.codePointCount(0, query.length()) < SHORTEST_QUERY) {
            throw Problem.badRequest("query must have at least " + SHORTEST_QUERY + " characters");
        }
        if (query.length() > LONGEST_QUERY || query.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest(
                    "query must have at most " + LONGEST_QUERY + " characters, and no control character");
        }
        int limit = ask.number("limit", USUAL_MATCHES, 1, MOST_MATCHES);
        Standings standings = board.facts().standings();
        Standings found = standings.with(reader.find(standings.board(), query, limit));
        return new Answer(Representation.of(JSON, Documents.search(board.facts().with(found), query)), board.life());
    }

    private CompletionStage<Answer> history(Ask ask) throws Problem {
        return boards.require(ask.requiredSymbol())
                .answer("history", facts -> Representation.of(JSON, Documents.history(facts)));
    }

    private void stream(Ask ask, Response response, Callback callback) throws Problem {
        ServedBoard board = boards.require(ask.requiredSymbol());
        int depth = depth(ask);
        streams.open(board, "stream" + depth, facts -> event(facts, depth), response, callback);
    }

    private static Representation event(BoardFacts facts, int depth) {
        String document = Documents.board(facts.top(depth));
        return Representation.of(Streams.TYPE, "id: " + facts.now() + "\nevent: board\ndata: " + document + "\n\n");
    }

    private Answer results(Ask ask, Reader reader) throws Problem, IOException {
        List<LocalDate> kept = reader.resultDays();
        LocalDate day = !ask.isGiven("day") ? (kept.isEmpty() ? null : kept.get(0)) : days.of(ask, reader);
        List<BoardFacts> facts = day == null
                ? List.of()
                : reader.results(day).stream()
                        .map(board -> BoardFacts.of(board, board.asOf()))
                        .toList();
        if (ask.isGiven("day") && facts.isEmpty()) {
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

    private CompletionStage<Answer> legacyBoard(Ask ask) throws Problem {
        return boards.require(ask.requiredSymbol())
                .answer(
                        "legacy",
                        facts -> Representation.of(
                                JSON, Documents.legacyBoard(facts.standings().top(USUAL_DEPTH))));
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
