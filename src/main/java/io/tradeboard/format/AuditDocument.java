package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.status.Verdict;
import org.jspecify.annotations.Nullable;

/** What the last audit of a board found. */
@Json
@Doc("The result of the last audit of a board: its volumes compared with a recount of the log.")
record AuditDocument(
        @Doc(
                value = "When the audit began, by the clock of Redis.",
                format = Doc.TIME,
                example = "2026-11-22T14:30:00.051Z")
        String at,

        @Doc(value = "How many trades were recounted.", example = "4402006")
        long trades,

        @Doc(value = "How many volumes and totals differ from the log; 0 where all is well.", example = "0")
        long differences,

        @Doc(value = "How many trades of the log had not reached the board yet.", example = "12")
        long pending,

        @Doc("Whether some of those are older than a flush can take, so that the board is not complete.")
        boolean behind,

        @Doc("Why the log cannot verify the board, as a phrase; null where it can.") @Nullable
        String unverified) {
    /** Null where there was no audit. */
    static @Nullable AuditDocument of(@Nullable Verdict verdict) {
        return verdict == null
                ? null
                : new AuditDocument(
                        Values.time(verdict.at()),
                        verdict.trades(),
                        verdict.differences(),
                        verdict.pending(),
                        verdict.behind(),
                        Values.orNull(verdict.unverified()));
    }
}
