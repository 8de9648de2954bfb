package io.tradeboard.read;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entries that conflict with others in the traders directory; nothing was stored. */
public final class RefusedEntriesException extends Exception implements Failure {
    private final Map<String, String> reasons;

    /** @param reasons why, by the ids of the traders; at least one */
    RefusedEntriesException(Map<String, String> reasons) {
        super(reasons.values().iterator().next());
        this.reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /** Why, by the ids of the traders. */
    public Map<String, String> reasons() {
        return reasons;
    }

    @Override
    public int exitCode() {
        return ExitCode.USAGE;
    }

    @Override
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
