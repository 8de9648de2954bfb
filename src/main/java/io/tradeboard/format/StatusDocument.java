package io.tradeboard.format;

import io.avaje.jsonb.Json;
import io.tradeboard.status.BoardReport;
import io.tradeboard.status.RedisHealth;
import io.tradeboard.status.StatusReport;
import io.tradeboard.status.StreamReport;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How everything is: {@code tradeboard.status/1}. */
@Json
@Doc("The condition of Redis, of the ingest daemons, of the stream of trades, and of the boards of today.")
record StatusDocument(
        @Doc(value = "The schema of this document.", constant = StatusDocument.SCHEMA)
        String schema,

        @Doc("The server that holds the boards.") Redis redis,

        @Doc("The daemons that were heard in the last day, the latest first.")
        List<DaemonStatusDocument> daemons,

        @Doc("The stream of trades.") Stream stream,
        @Doc("The boards of today.") List<Board> boards,

        @Doc("What an operator should look at, a sentence each; empty where all is well.")
        List<String> problems) {
    static final String SCHEMA = "tradeboard.status/1";

    /** The server. */
    @Json
    @Doc("The Redis server that holds the boards.")
    record Redis(
            @Doc("Its address; null where it is not public.") @Nullable
            String address,

            @Doc(value = "Its version; null where it is not known.", example = "7.2.4") @Nullable
            String version,

            @Doc(
                    value = "How long one round trip took, in milliseconds; null where it does not serve yet.",
                    example = "0.21")
            @Nullable
            Double latencyMs,

            @Doc("The code of the error with which it refuses writes; null where it takes them.")
            RedisHealth.@Nullable Code refusesWrites,

            @Doc("Why it refuses writes; null where it does not, and where that is not public.") @Nullable
            String reason,

            @Doc("What may cost data or stop the daemons, a sentence each.")
            List<String> warnings) {}

    /** The stream of trades. */
    @Json
    @Doc("The stream through which trades come.")
    record Stream(
            @Doc(value = "How many entries wait in it; null where that is not known.", example = "0") @Nullable
            Long entries,

            @Doc("Entries that were delivered to consumers that are gone; a daemon takes them over.")
            List<Abandoned> abandoned) {}

    /** Entries of a consumer that is gone. */
    @Json
    @Doc("Entries of the stream that were delivered to a consumer that is gone.")
    record Abandoned(
            @Doc("The consumer.") String consumer,

            @Doc(value = "How many entries.", example = "10")
            long entries) {
        static Abandoned of(StreamReport.Pending pending) {
            return new Abandoned(pending.consumer(), pending.entries());
        }
    }

    /** How a board stands. */
    @Json
    @Doc("How a board of today stands.")
    record Board(
            @Doc(value = "Its symbol.", example = "BTC") String symbol,

            @Doc(value = "Its day.", format = Doc.DATE, example = "2026-11-22")
            String day,

            @Doc(value = "How many traders have traded; null where it cannot be read.", example = "1204") @Nullable
            Long traders,

            @Doc(value = "How many trades are counted; null where it cannot be read.", example = "4402118") @Nullable
            Long trades,

            @Doc(
                    value = "How many traders have the largest volume that a board can hold; null where it cannot"
                            + " be read.",
                    example = "0")
            @Nullable
            Long capped,

            @Doc(
                    value = "The latest timestamp among its trades; null where that is not known.",
                    format = Doc.TIME,
                    example = "2026-11-22T14:31:59.870Z")
            @Nullable
            String lastTradeAt,

            @Doc("The result of the last audit; null before the first one.") @Nullable
            AuditDocument audit,

            @Doc("The logs whose trades it counts.") List<String> writers,

            @Doc(value = "Over how many shards its traders are spread.", example = "1")
            int shards,

            @Doc("Why it cannot be read; null where it can.") @Nullable
            String unreadable) {
        static Board of(BoardReport report) {
            boolean readable = report.unreadable().isEmpty();
            BoardReport.Counts counts = report.counts();
            return new Board(
                    report.board().symbol(),
                    report.board().day().toString(),
                    readable ? counts.traders() : null,
                    readable ? counts.trades() : null,
                    readable ? counts.capped() : null,
                    Values.timeOrNull(report.lastTradeAt()),
                    AuditDocument.of(report.verdict()),
                    report.writers(),
                    report.shards(),
                    Values.orNull(report.unreadable()));
        }
    }

    /** Everything that is known. */
    static StatusDocument of(StatusReport report) {
        StatusReport.Server server = report.redis();
        RedisHealth health = server.health();
        RedisHealth.Refusal refusal = health.refusal();
        OptionalLong entries = report.stream().entries();
        return new StatusDocument(
                SCHEMA,
                new Redis(
                        server.address(),
                        health.version().equals(RedisHealth.UNKNOWN.version()) ? null : health.version(),
                        server.latencyMillis(),
                        refusal == null ? null : refusal.code(),
                        refusal == null ? null : refusal.reason(),
                        health.warnings()),
                report.daemons().stream()
                        .map(beat -> DaemonStatusDocument.of(beat, health))
                        .toList(),
                new Stream(
                        entries.isPresent() ? entries.getAsLong() : null,
                        report.stream().abandoned().stream().map(Abandoned::of).toList()),
                report.today().boards().stream().map(Board::of).toList(),
                report.problems());
    }

    /** The same without what only an operator should see: where Redis and the daemons run, and in which process. */
    StatusDocument forThePublic() {
        String reason = redis.reason;
        String code = redis.refusesWrites == null ? "" : redis.refusesWrites.name();
        return new StatusDocument(
                schema,
                new Redis(null, redis.version, redis.latencyMs, redis.refusesWrites, null, redis.warnings),
                daemons.stream().map(DaemonStatusDocument::forThePublic).toList(),
                new Stream(stream.entries, List.of()),
                boards,
                // A replica's reason names its master.
                problems.stream()
                        .map(problem -> reason == null ? problem : problem.replace(reason, code))
                        .toList());
    }
}
