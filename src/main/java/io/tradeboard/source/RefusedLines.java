package io.tradeboard.source;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the operator of refused lines: each reason once, and ten at most. A file of the wrong kind has the same wrong on
 * every line.
 *
 * <p>Not thread-safe.
 */
public final class RefusedLines {
    private static final int TOLD = 10;

    private final String source;
    private final String others;
    private final Consumer<String> notices;
    private final Set<String> told = new HashSet<>();

    /** @param others what becomes of those that are not told, such as {@code are only counted} */
    public RefusedLines(String source, String others, Consumer<String> notices) {
        this.source = source;
        this.others = others;
        this.notices = notices;
    }

    public void refused(SourcePosition place, String reason) {
        if (told.size() < TOLD && told.add(reason)) {
            String more = told.size() == TOLD ? "; further ones " + others : "";
            notices.accept(source + ":" + place.label() + ": " + reason + "; line skipped" + more);
        }
    }
}
