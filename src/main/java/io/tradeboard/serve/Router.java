package io.tradeboard.serve;

import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.run.Notices;
import io.tradeboard.run.Runtime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Routes a request and sends the answer: with its entity tag, compressed if the client accepts that, and without its
 * body if the client has it already.
 *
 * <p>No thread of the server waits here: {@link Encoders} make answers, {@link Readers} query Redis.
 */
final class Router extends Handler.Abstract.NonBlocking {
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String NO_ROUTE = "none";
    /** An entity tag without the prefix of a weak one. */
    private static final Pattern TAG = Pattern.compile("\"[^\"]*\"");

    private static final Duration PREFLIGHT_LIFE = Duration.ofDays(1);

    private final Map<List<String>, Route> fixed = new HashMap<>();
    private final List<Route> open;
    private final Reads reads;
    private final ProblemPages problems;
    private final String cors;
    private final Traffic traffic;
    private final Notices notices;
    private final LongSupplier ticker;

    /** How a problem is reported to a person, and to a program. */
    interface ProblemPages {
        Representation page(Problem problem);

        Representation document(Problem problem, String path);
    }

    /**
     * How data that is not in memory is read.
     *
     * @param answers those that were read for an identical request
     * @param limit how many requests an address may make
     * @param reachable whether Redis answered last; if not, no request waits for a timeout
     */
    record Reads(Readers readers, AnswerCache answers, RateLimit limit, BooleanSupplier reachable) {}

    /** @param cors the origin whose pages may read the API, {@code *} for any; empty for none */
    Router(List<Route> routes, Reads reads, ProblemPages problems, String cors, Traffic traffic, Runtime runtime) {
        routes.stream()
                .filter(route -> !route.pattern().contains("{"))
                .forEach(route -> fixed.put(Route.segments(route.pattern()), route));
        this.open =
                routes.stream().filter(route -> route.pattern().contains("{")).toList();
        this.reads = reads;
        this.problems = problems;
        this.cors = cors;
        this.traffic = traffic;
        this.notices = runtime.notices();
        this.ticker = runtime.ticker();
    }

    /** A route with what its pattern took from the path. */
    private record Found(Route route, Map<String, String> parameters) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long began = ticker.getAsLong();
        String path = request.getHttpURI().getPath();
        Found found = find(Route.segments(path == null || path.isEmpty() ? "/" : path));
        String name = found == null ? NO_ROUTE : found.route().pattern();
        Request.addCompletionListener(request, failure -> {
            int status = response.getStatus();
            if (status == 200 && found != null && found.route().endpoint() instanceof Route.Stream) {
                traffic.streamEnded(name, status);
            } else {
                traffic.answered(name, status, ticker.getAsLong() - began);
            }
        });
        Route.Kind kind = found == null ? kindOf(path) : found.route().kind();
        if (kind != Route.Kind.PAGE) {
            Headers.share(response.getHeaders(), cors);
        }
        try {
            if (found == null) {
                throw Problem.notFound("there is nothing at this address");
            }
            if (!isAllowed(request, response, kind, callback)) {
                return true;
            }
            dispatch(found, request, response, callback);
        } catch (Problem e) {
            fail(e, kind, request, response, callback);
        }
        return true;
    }

    private @Nullable Found find(List<String> path) {
        Route exact = fixed.get(path);
        if (exact != null) {
            return new Found(exact, Map.of());
        }
        for (Route route : open) {
            Map<String, String> parameters = route.match(path);
            if (parameters != null) {
                return new Found(route, parameters);
            }
        }
        return null;
    }

    private static Route.Kind kindOf(@Nullable String path) {
        return path != null && path.startsWith("/api/") ? Route.Kind.API : Route.Kind.PAGE;
    }

    /** Answers what is neither GET nor HEAD. */
    private boolean isAllowed(Request request, Response response, Route.Kind kind, Callback callback) {
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            return true;
        }
        HttpFields.Mutable headers = response.getHeaders();
        Headers.secure(headers, Answer.Frames.NOBODY);
        headers.put(HttpHeader.ALLOW, METHODS);
        if (method.equals("OPTIONS")) {
            if (kind != Route.Kind.PAGE && request.getHeaders().contains("Access-Control-Request-Method")) {
                headers.put("Access-Control-Allow-Methods", METHODS);
                headers.put("Access-Control-Allow-Headers", "If-None-Match, Last-Event-ID");
                headers.put("Access-Control-Max-Age", String.valueOf(PREFLIGHT_LIFE.toSeconds()));
            }
            response.setStatus(204);
            response.write(true, ByteBuffer.allocate(0), callback);
            return false;
        }
        fail(Problem.methodNotAllowed("only GET, HEAD and OPTIONS are answered"), kind, request, response, callback);
        return false;
    }

    private void dispatch(Found found, Request request, Response response, Callback callback) throws Problem {
        Ask ask = Ask.of(request, found.parameters());
        Route.Endpoint endpoint = found.route().endpoint();
        if (endpoint instanceof Route.Ready ready) {
            send(ready.answer(ask), request, response, callback);
        } else if (endpoint instanceof Route.Encoded encoded) {
            send(encoded.answer(ask), found.route().kind(), request, response, callback);
        } else if (endpoint instanceof Route.Stream stream) {
            Headers.secure(response.getHeaders(), Answer.Frames.NOBODY);
            stream.open(ask, response, callback);
        } else if (endpoint instanceof Route.Reading reading) {
            CompletionStage<Answer> encoded = reading.encoded(ask);
            if (encoded != null) {
                send(encoded, found.route().kind(), request, response, callback);
                return;
            }
            Answer known = reads.answers().find(request.getHttpURI().getPathQuery());
            if (known != null) {
                send(known, request, response, callback);
                return;
            }
            if (!reads.reachable().getAsBoolean()) {
                throw Readers.away();
            }
            reads.limit().check(Request.getRemoteAddr(request));
            reads.readers().submit(reader -> read(reading, found.route().kind(), ask, reader, response, callback));
        }
    }

    /** Sends an answer once it is there, from the thread that has made it. */
    private void send(
            CompletionStage<Answer> coming, Route.Kind kind, Request request, Response response, Callback callback) {
        coming.whenComplete((answer, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            try {
                if (cause == null) {
                    send(answer, request, response, callback);
                } else if (cause instanceof Problem problem) {
                    fail(problem, kind, request, response, callback);
                } else {
                    failed(cause, request, response, callback);
                }
            } catch (RuntimeException e) {
                failed(e, request, response, callback);
            }
        });
    }

    private void failed(Throwable cause, Request request, Response response, Callback callback) {
        notices.warnOnce("a request failed: " + cause);
        Response.writeError(request, response, callback, 500);
    }

    private void read(
            Route.Reading reading, Route.Kind kind, Ask ask, Reader reader, Response response, Callback callback) {
        Request request = ask.request();
        try {
            if (!reads.reachable().getAsBoolean()) {
                throw Readers.away();
            }
            Answer answer = reading.answer(ask, reader);
            reads.answers().keep(request.getHttpURI().getPathQuery(), answer);
            send(answer, request, response, callback);
        } catch (Problem e) {
            fail(e, kind, request, response, callback);
        } catch (RedisUnavailableException e) {
            fail(Readers.away(), kind, request, response, callback);
        } catch (RedisRefusedException e) {
            notices.warnOnce("a request failed: " + e.getMessage());
            fail(Readers.refused(), kind, request, response, callback);
        } catch (UnreadableDirectoryException e) {
            notices.warnOnce(String.valueOf(e.getMessage()));
            fail(Readers.withoutDirectory(), kind, request, response, callback);
        } catch (IOException | RuntimeException e) {
            failed(e, request, response, callback);
        }
    }

    private void send(Answer answer, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        Headers.secure(headers, answer.frames());
        Representation body = answer.body();
        boolean pack = body.isPackable() && takesGzip(request.getHeaders());
        String tag = pack ? body.packedTag() : body.tag();
        headers.put(HttpHeader.CACHE_CONTROL, answer.life().cacheControl(ticker.getAsLong()));
        if (body.isPackable()) {
            headers.add(HttpHeader.VARY, "Accept-Encoding");
        }
        if (answer.status() == 200) {
            headers.put(HttpHeader.ETAG, tag);
            if (matches(request.getHeaders(), body)) {
                response.setStatus(304);
                response.write(true, ByteBuffer.allocate(0), callback);
                return;
            }
        }
        response.setStatus(answer.status());
        headers.put(HttpHeader.CONTENT_TYPE, body.type());
        byte[] bytes = pack ? body.packed() : body.plain();
        if (pack) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(
                true, request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes), callback);
    }

    private static boolean takesGzip(HttpFields headers) {
        return headers.getQualityCSV(HttpHeader.ACCEPT_ENCODING).stream()
                .anyMatch(coding -> coding.equalsIgnoreCase("gzip"));
    }

    /** Whether the client has it, in either form: a weak comparison, as RFC 9110 requires for GET. */
    private static boolean matches(HttpFields headers, Representation body) {
        for (String sent : headers.getValuesList(HttpHeader.IF_NONE_MATCH)) {
            if (sent.strip().equals("*")) {
                return true;
            }
            Matcher tags = TAG.matcher(sent);
            while (tags.find()) {
                String tag = tags.group();
                if (tag.equals(body.tag()) || tag.equals(body.packedTag())) {
                    return true;
                }
            }
        }
        return false;
    }

    private void fail(Problem problem, Route.Kind kind, Request request, Response response, Callback callback) {
        Representation body = kind == Route.Kind.PAGE
                ? problems.page(problem)
                : problems.document(problem, request.getHttpURI().getPath());
        Duration retry = problem.retryAfter();
        if (retry != null) {
            response.getHeaders().put("Retry-After", String.valueOf(retry.toSeconds()));
        }
        send(new Answer(problem.status(), body, Answer.NO_STORE, Answer.Frames.NOBODY), request, response, callback);
    }
}
