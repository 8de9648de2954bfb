package io.tradeboard.screen;

import java.util.EnumMap;
import java.util.Map;

/** What keys have asked of others than the screen itself, and how often. */
record Requests(Map<Request, Long> counts) {
    static final Requests NONE = new Requests(Map.of());

    /** What a key can ask for. */
    enum Request {
        REDRAW,
        /** The traders that have the text of the search in their names. */
        FIND,
        /** Where the trader on the page stands. */
        TRADER,
        /** The symbols that are traded today. */
        SYMBOLS,
        SAVE,
        COPY,
        SUSPEND
    }

    long count(Request request) {
        return counts.getOrDefault(request, 0L);
    }

    Requests and(Request request) {
        Map<Request, Long> more = new EnumMap<>(Request.class);
        more.putAll(counts);
        more.merge(request, 1L, Long::sum);
        return new Requests(Map.copyOf(more));
    }
}
