package io.tradeboard.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A board with the forms in which it has been asked for, each encoded once. Thread-safe. */
final class ServedBoard {
    private static final int MOST_FORMS = 24;

    private final BoardView view;
    private final long dueNanos;
    private final Map<String, Representation> forms = new ConcurrentHashMap<>();
    private @Nullable Representation page;
    private long pageVersion;

    /** @param dueNanos when the next one is due, by the ticker */
    ServedBoard(BoardView view, long dueNanos) {
        this.view = view;
        this.dueNanos = dueNanos;
    }

    BoardView view() {
        return view;
    }

    long dueNanos() {
        return dueNanos;
    }

    Answer.Life life() {
        return new Answer.Until(dueNanos);
    }

    /** The form of that name, which is made where it is not there yet, and kept where there are not too many. */
    Representation form(String name, Function<BoardView, Representation> make) {
        Representation known = forms.get(name);
        if (known == null && forms.size() >= MOST_FORMS) {
            // Some have asked for everything that there is: that is not kept for them.
            return make.apply(view);
        }
        return forms.computeIfAbsent(name, key -> make.apply(view));
    }

    /** The page, which shows other boards too: only that of the last version of all boards is kept. */
    synchronized Representation page(long version, Function<BoardView, Representation> make) {
        Representation known = page;
        if (known == null || pageVersion != version) {
            known = make.apply(view);
            page = known;
            pageVersion = version;
        }
        return known;
    }
}
