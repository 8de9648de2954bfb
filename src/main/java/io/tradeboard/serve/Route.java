package io.tradeboard.serve;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    sealed interface Endpoint permits Ready, Reading, Stream {}

    /** Answers at once, from what is in memory. */
    non-sealed interface Ready extends Endpoint {
        Answer answer(Ask ask) throws Problem;
    }

    /** Answers from Redis, on a thread that may wait; at once what is in memory after all. */
    non-sealed interface Reading extends Endpoint {
        Answer answer(Ask ask, Reader reader) throws Problem, IOException;

        /** The answer, where that needs no Redis; else null. */
        default @Nullable Answer ready(Ask ask) throws Problem {
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
