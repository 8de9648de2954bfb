package io.tradeboard.serve;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A path that is answered.
 *
 * @param pattern segments, of which those in braces stand for a parameter: {@code /api/v1/boards/{symbol}}
 * @param kind how its problems are reported
 * @param endpoint what answers
 */
record Route(String pattern, Kind kind, Endpoint endpoint) {
    /** For whom an answer is. */
    enum Kind {
        /** For programs: JSON, and any origin may read it. */
        API,
        /** For people: HTML. */
        PAGE,
        /** Files of pages, which any origin may use. */
        ASSET
    }

    /** What answers. */
    sealed interface Endpoint permits Ready, Encoded, Reading, Stream {}

    /** Answers at once. */
    non-sealed interface Ready extends Endpoint {
        Answer answer(Ask ask) throws Problem;
    }

    /** Answers from boards in memory, as soon as their form is encoded. */
    non-sealed interface Encoded extends Endpoint {
        CompletionStage<Answer> answer(Ask ask) throws Problem;
    }

    /** Answers from Redis, on a thread that may wait; from boards in memory where those will do. */
    non-sealed interface Reading extends Endpoint {
        Answer answer(Ask ask, Reader reader) throws Problem, IOException;

        /** The answer, where that needs no Redis; else null. */
        default @Nullable CompletionStage<Answer> encoded(Ask ask) throws Problem {
            return null;
        }
    }

    /** Answers for as long as the connection lasts. */
    non-sealed interface Stream extends Endpoint {
        void open(Ask ask, Response response, Callback callback) throws Problem;
    }

    static Route ready(String pattern, Kind kind, Ready endpoint) {
        return new Route(pattern, kind, endpoint);
    }

    static Route encoded(String pattern, Kind kind, Encoded endpoint) {
        return new Route(pattern, kind, endpoint);
    }

    static Route reading(String pattern, Kind kind, Reading endpoint) {
        return new Route(pattern, kind, endpoint);
    }

    static Route stream(String pattern, Kind kind, Stream endpoint) {
        return new Route(pattern, kind, endpoint);
    }

    /** The parameters of a path, or null where it is another one. */
    @Nullable
    Map<String, String> match(List<String> path) {
        List<String> wanted = segments(pattern);
        if (wanted.size() != path.size()) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            int open = segment.indexOf('{');
            if (open < 0) {
                if (!segment.equals(path.get(i))) {
                    return null;
                }
                continue;
            }
            int close = segment.indexOf('}');
            String after = segment.substring(close + 1);
            String text = path.get(i);
            if (text.isEmpty() || !text.endsWith(after) || text.length() == after.length()) {
                return null;
            }
            parameters.put(segment.substring(open + 1, close), text.substring(0, text.length() - after.length()));
        }
        return parameters;
    }

    /** The segments of a path, behind its first slash. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
