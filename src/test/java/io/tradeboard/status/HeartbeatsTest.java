package io.tradeboard.status;

import static io.tradeboard.status.Beats.beat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisRefusedException;
import io.tradeboard.run.Meters;
import io.tradeboard.run.Meters.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol.Command;

class HeartbeatsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Condition TROUBLED =
            new Condition(DaemonState.DISK_FULL, "no space left on data/log", List.of(Beats.REFUSED, Beats.REFUSED));

    private final RedisConnection redis = REDIS.connect();
    private final Heartbeats heartbeats = new Heartbeats(redis);

    @Test
    void whatADaemonPublishesIsReadBackWithItsAge() {
        Instant at = now();
        Heartbeat said = beat("a", TROUBLED, Beats.meters(600_000, 40), at, Duration.ZERO);
        heartbeats.publish(said);

        assertThat(heartbeats.all()).singleElement().satisfies(heard -> {
            assertThat(heard.age()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
            assertThat(heard).isEqualTo(beat("a", TROUBLED, Beats.meters(600_000, 40), at, heard.age()));
        });
        assertThat((Long) redis.call(Command.TTL, "tradeboard:daemon:a")).isBetween(86_390L, 86_400L);
    }

    @Test
    void whatIsUnknownStaysUnknownAlsoWhereItWasKnownBefore() {
        heartbeats.publish(beat("a", Condition.RUNNING, Beats.meters(9, 40), now(), Duration.ZERO));
        heartbeats.publish(beat("a", Condition.RUNNING, Meters.Snapshot.NONE, now(), Duration.ZERO));

        assertThat(heartbeats.all()).singleElement().satisfies(heard -> {
            for (Gauge gauge : Gauge.values()) {
                assertThat(heard.meters().get(gauge)).isEmpty();
            }
            assertThat(heard.backlog()).isZero();
        });
    }

    @Test
    void aReasonOfSeveralLinesNamesItsBoardAlone() {
        RefusedBoard odd = new RefusedBoard(Beats.REFUSED.board(), "line 1\nETH 2026-11-22 line 2\r\nline 3");
        heartbeats.publish(beat(
                "a", new Condition(DaemonState.RUNNING, "", List.of(odd)), Meters.Snapshot.NONE, now(), Duration.ZERO));

        assertThat(heartbeats.all().get(0).refused())
                .containsExactly(new RefusedBoard(odd.board(), "line 1 ETH 2026-11-22 line 2 line 3"));
    }

    @Test
    void theLatestComesFirst() {
        assertThat(heartbeats.newest()).isNull();
        publish("a", "log of a", 2_000, 2_000);
        publish("b", "log of b", 1_000, 1_000);
        publish("c", "log of c", 3_000, 3_000);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("b", "a", "c");
        assertThat(heartbeats.newest()).extracting(Heartbeat::writer).isEqualTo("b");
    }

    @Test
    void oneThatWasNotHeardForADayIsForgottenByTheNextThatIs() {
        publish("a", "log of a", 86_401_000, 86_401_000);
        publish("b", "log of b", 86_300_000, 86_300_000);
        publish("c", "log of c", 0, 0);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("c", "b");
    }

    @Test
    void ofALogTheLatestIncarnationAloneIsSeen() {
        publish("killed", "log 1", 60_000, 5_000);
        publish("killed before", "log 1", 90_000, 60_000);
        publish("other", "log 2", 90_000, 5_000);
        publish("next", "log 1", 4_000, 1_000);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("next", "other");
        heartbeats.removeSuperseded();
        assertThat(redis.call(Command.ZCARD, "tradeboard:daemons")).isEqualTo(2L);
        assertThat(redis.call(Command.EXISTS, "tradeboard:daemon:killed", "tradeboard:daemon:killed before"))
                .isEqualTo(0L);
    }

    /** As after a move to another file system, where the log directory has another name. */
    @Test
    void oneThatHasTheRecordsOfAnotherTakesItsPlaceWhateverTheLogIsCalled() {
        publish("killed", "log 1", 60_000, 5_000);
        Instant first = now().minusMillis(1_000);
        heartbeats.publish(new Heartbeat(
                new DaemonId("next", "log 2", "host-1", 1, first, Set.of("killed", "next")),
                Condition.RUNNING,
                Meters.Snapshot.NONE,
                new Rates(1, 1),
                first,
                Duration.ZERO));

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("next");
    }

    @Test
    void twoThatWriteToOneLogAtTheSameTimeAreBothSeen() {
        publish("original", "log 1", 60_000, 1_000);
        publish("copy", "log 1", 30_000, 500);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("copy", "original");
    }

    @Test
    void ofLogsWithoutANameNoneTakesThePlaceOfAnother() {
        publish("a", "", 60_000, 30_000);
        publish("b", "", 1_000, 1_000);

        assertThat(heartbeats.all()).hasSize(2);
    }

    @Test
    void aReportThatCannotBeReadHidesNoOther() {
        publish("good", "log 1", 0, 0);
        redis.call(Command.SET, "tradeboard:daemon:foreign", "x");
        redis.call(Command.ZADD, "tradeboard:daemons", now().toEpochMilli(), "foreign");
        redis.call(Command.ZADD, "tradeboard:daemons", now().toEpochMilli(), "evicted");
        redis.call(Command.HSET, "tradeboard:daemon:odd", "state", "DANCING", "pid", "x", "since", "", "backlog", "-");
        redis.call(Command.HSET, "tradeboard:daemon:odd", "sync", "1 2 3", "tradesPerSecond", "NaN", "refused", "?");
        redis.call(Command.ZADD, "tradeboard:daemons", now().toEpochMilli(), "odd");

        List<Heartbeat> all = heartbeats.all();
        assertThat(all).extracting(Heartbeat::writer).containsExactlyInAnyOrder("good", "foreign", "odd");
        assertThat(all).filteredOn(beat -> !beat.writer().equals("good")).allSatisfy(beat -> {
            assertThat(beat.state()).isEqualTo(DaemonState.UNREADABLE);
            assertThat(beat.reason()).containsAnyOf("WRONGTYPE", "DANCING");
        });
    }

    @Test
    void aDaemonWhoseReportHasNoPlaceIsStillHeard() {
        redis.call(Command.SET, "tradeboard:daemon:a", "x");
        assertThatThrownBy(() -> publish("a", "log", 0, 0)).isInstanceOf(RedisRefusedException.class);

        assertThat(heartbeats.all()).extracting(Heartbeat::writer).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,   15000, true",
        "RUNNING,   15001, false",
        "RUNNING,  -15000, true",
        "RUNNING,  -15001, false",
        "HEALING,   15001, false",
        "DISK_FULL, 0,     true",
        "STOPPED,   0,     false"
    })
    void aDaemonIsAliveUntilItStopsOrIsSilent(DaemonState said, long ageMillis, boolean alive) {
        Heartbeat beat = beat("a", said, Duration.ofMillis(ageMillis));

        assertThat(beat.isAlive()).isEqualTo(alive);
        assertThat(beat.state()).isEqualTo(alive || said == DaemonState.STOPPED ? said : DaemonState.SILENT);
    }

    @ParameterizedTest
    @EnumSource(DaemonState.class)
    void everyStateIsReadBack(DaemonState state) {
        heartbeats.publish(beat("a", new Condition(state, "", List.of()), Meters.Snapshot.NONE, now(), Duration.ZERO));

        assertThat(heartbeats.all().get(0).condition().state()).isEqualTo(state);
    }

    private Instant now() {
        return heartbeats.time().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Publishes as a daemon that was heard first and last so long ago. */
    private void publish(String writer, String log, long firstMillisAgo, long lastMillisAgo) {
        Instant now = now();
        for (long ago : firstMillisAgo == lastMillisAgo
                ? new long[] {lastMillisAgo}
                : new long[] {firstMillisAgo, lastMillisAgo}) {
            heartbeats.publish(new Heartbeat(
                    new DaemonId(writer, log, "", 0, Instant.EPOCH),
                    Condition.RUNNING,
                    Meters.Snapshot.NONE,
                    Rates.NONE,
                    now.minusMillis(ago),
                    Duration.ZERO));
        }
    }
}
