package io.tradeboard.source;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reports refused lines to the operator: each reason once, and ten at most, as the same mistake often is on every line.
 *
 * <p>Not thread-safe.
 */
public final class RefusedLines {
    private static final int MOST = 10;

    private final String source;
    private final String others;
    private final Consumer<String> notices;
    private final Set<String> reported = new HashSet<>();

    /** @param others what becomes of those that are not reported, such as {@code are only counted} */
    public RefusedLines(String source, String others, Consumer<String> notices) {
        this.source = source;
        this.others = others;
        this.notices = notices;
    }

    public void refused(SourcePosition place, String reason) {
        if (reported.size() < MOST && reported.add(reason)) {
            String more = reported.size() == MOST ? "; further ones " + others : "";
            notices.accept(source + ":" + place.label() + ": " + reason + "; line skipped" + more);
        }
    }
}
