package io.tradeboard.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tradeboard.ingest.CuttingProxy;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.redis.RedisSettings;
import io.tradeboard.redis.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

class StreamLeaseTest {
    private static final String STREAM = StreamSource.STREAM;
    private static final StreamOptions STANDBY = new StreamOptions(true, null);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final List<String> sent = new ArrayList<>();

    @Test
    void aSecondReaderIsRefusedAndToldWhoReads() throws IOException {
        StreamDirectory first = new StreamDirectory();
        try (StreamSource reader = first.start(REDIS.settings(), StreamOptions.DEFAULTS)) {
            send(3);
            StreamDirectory second = new StreamDirectory();
            assertThatThrownBy(() -> second.start(REDIS.settings(), StreamOptions.DEFAULTS))
                    .isInstanceOf(StreamLeasedException.class)
                    .hasMessageStartingWith(STREAM + " is read by pid "
                            + ProcessHandle.current().pid() + " on ")
                    .hasMessageContaining("reading since ")
                    .hasMessageEndingWith("--standby");
            first.readAll(reader);
        }
        assertThat(first.logged).isEqualTo(sent);
        assertThat(left()).isEqualTo("0, 0 pending");
    }

    /** As where two have found the lease free, or its holder dead, at the same moment. */
    @Test
    void theStepThatTakesItComparesOnceMore() {
        Script take = Script.of(StreamLease.class, "take-lease.lua");
        assertThat(taken(take, "first", "name", "", "")).isEqualTo("TAKEN");
        assertThat(taken(take, "second", "other", "", "")).isEqualTo("HELD");
        assertThat(taken(take, "second", "other", "", "first")).isEqualTo("TAKEN");
        assertThat(taken(take, "third", "name", "", "second")).isEqualTo("SWAPPED");
        assertThat(taken(take, "third", "name", "first", "second")).isEqualTo("TAKEN");
    }

    private String taken(Script take, String writer, String consumer, String last, String dead) {
        Object reply = redis.pipeline(
                        List.of(take.call(List.of(StreamLease.KEY), writer, consumer, last, 60_000, dead)))
                .get(0);
        return RedisConnection.text(((List<?>) RedisConnection.checked(reply)).get(0));
    }

    @Test
    void aReleasedLeaseIsTakenByWhoStandsBy() throws IOException {
        StreamDirectory first = new StreamDirectory();
        StreamDirectory second = new StreamDirectory();
        StreamSource reader = first.start(REDIS.settings(), StreamOptions.DEFAULTS);
        try (StreamSource standby = second.start(REDIS.settings(), STANDBY)) {
            send(3);
            second.readAll(standby);
            assertThat(standby.isReading()).isFalse();
            first.readAll(reader);
            reader.close();
            send(3);
            second.readAll(standby);
        }
        assertThat(first.logged).isEqualTo(sent.subList(0, 3));
        assertThat(second.logged).isEqualTo(sent.subList(3, 6));
        assertThat(second.notices)
                .hasSize(2)
                .satisfiesExactly(
                        begin -> assertThat(begin).endsWith("; standing by"),
                        end -> assertThat(end).isEqualTo("this daemon reads " + STREAM + " now"));
        assertThat(lease()).doesNotContainKeys("reader", "until", "host", "pid");
    }

    @Test
    void theLeaseIsRenewedThoughNobodyPolls() throws IOException {
        StreamDirectory directory = new StreamDirectory();
        try (StreamSource reader = directory.start(REDIS.settings(), StreamOptions.DEFAULTS)) {
            assertThat(reader.isReading()).isTrue();
            String until = lease().get("until");
            directory.nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            await().until(() -> Long.parseLong(lease().get("until")) > Long.parseLong(until));
        }
    }

    @Test
    void aLeaseThatWasNotRenewedIsTakenOverAndTheReaderEndsBeforeItReadsAnything() throws IOException {
        StreamDirectory first = new StreamDirectory();
        StreamDirectory second = new StreamDirectory();
        StreamSource paused = first.start(REDIS.connect(), StreamOptions.DEFAULTS);
        send(2);
        first.readAll(paused);
        send(2);
        PollResult inFlight = paused.poll(Duration.ZERO);
        assertThat(inFlight.arrivals()).hasSize(2);
        // It is paused for longer than its lease lasts.
        first.nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        expire();
        StreamSource other = second.start(REDIS.connect(), StreamOptions.DEFAULTS);
        send(2);
        second.readAll(other);
        send(2);

        first.log(paused, inFlight);
        assertThatThrownBy(() -> paused.poll(Duration.ZERO))
                .isInstanceOf(StreamLeasedException.class)
                .hasMessageStartingWith("this daemon lost the lease: " + STREAM + " is read by ");
        paused.close();
        second.readAll(other);
        assertThat(first.logged).isEqualTo(sent.subList(0, 4));
        assertThat(second.logged).isEqualTo(sent.subList(4, 8));
        assertThat(left()).isEqualTo("0, 0 pending");
    }

    /** Redis had carried out the read before, and its reply waited while the process was paused. */
    @Test
    void whatWasReadUnderTheLeaseCountsThoughItIsLostWhenTheReplyComes() throws IOException {
        StreamDirectory first = new StreamDirectory();
        AtomicReference<StreamSource> paused = new AtomicReference<>();
        CuttingProxy.Gate meanwhile = (way, bytes, length) -> {
            StreamSource source = paused.get();
            if (way == CuttingProxy.Way.REPLY && source != null && new String(bytes, 0, length, UTF_8).contains("t1")) {
                source.lease().lose();
            }
            return length;
        };
        try (CuttingProxy proxy = new CuttingProxy(REDIS.port(), meanwhile)) {
            RedisSettings through = new RedisSettings("127.0.0.1", proxy.port(), null, null, 0, Duration.ofSeconds(5));
            StreamSource source = first.start(new RedisConnection(through), STANDBY);
            first.readAll(source);
            send(2);
            paused.set(source);
            first.log(source, source.poll(Duration.ZERO));
            assertThat(first.logged).isEqualTo(sent);
            source.close();
        }
        assertThat(left()).isEqualTo("0, 0 pending");
    }

    /** The lease goes in the moment between its confirmation and the read. */
    @Test
    void whatIsReadInTheMomentWhenTheLeaseIsLostIsNotCountedUntilItIsHeldAgain() throws IOException {
        StreamDirectory first = new StreamDirectory();
        StreamDirectory second = new StreamDirectory();
        StreamSource late = first.start(REDIS.connect(), STANDBY);
        first.readAll(late);
        expire();
        StreamSource other = second.start(REDIS.connect(), STANDBY);
        second.readAll(other);
        send(2);
        first.readAll(late);
        assertThat(first.logged).isEmpty();
        assertThat(late.isReading()).isFalse();
        send(2);
        second.readAll(other);
        other.close();
        first.readAll(late);
        assertThat(first.logged).isEqualTo(sent.subList(0, 2));
        assertThat(second.logged).isEqualTo(sent.subList(2, 4));
        assertThat(left()).isEqualTo("0, 0 pending");
    }

    @Test
    void aLeaseThatRedisLostIsTakenAgain() throws IOException {
        StreamDirectory directory = new StreamDirectory();
        StreamSource reader = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
        send(2);
        directory.readAll(reader);
        redis.call(Command.DEL, StreamLease.KEY);
        send(2);
        directory.readAll(reader);
        assertThat(directory.logged).isEqualTo(sent);
        assertThat(lease()).containsKeys("reader", "until").containsEntry("consumer", reader.consumer());
        assertThat(left()).isEqualTo("0, 0 pending");
    }

    @Test
    void theLeaseOfAProcessThatIsDeadIsTakenAtOnce() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        new StreamDirectory().start(REDIS.connect(), StreamOptions.DEFAULTS).poll(Duration.ZERO);
        redis.call(Command.HSET, StreamLease.KEY, "pid", ended.pid());
        StreamDirectory second = new StreamDirectory();
        try (StreamSource reader = second.start(REDIS.settings(), StreamOptions.DEFAULTS)) {
            assertThat(reader.isReading()).isTrue();
        }
    }

    @Test
    void theLeaseOfAnotherMachineIsWaitedForWhateverItsPid() throws IOException {
        new StreamDirectory().start(REDIS.connect(), StreamOptions.DEFAULTS).poll(Duration.ZERO);
        redis.call(Command.HSET, StreamLease.KEY, "pid", 999_999_999, "machine", "another", "host", "host7");
        StreamDirectory second = new StreamDirectory();
        assertThatThrownBy(() -> second.start(REDIS.settings(), StreamOptions.DEFAULTS))
                .isInstanceOf(StreamLeasedException.class)
                .hasMessageContaining("pid 999999999 on host7");
    }

    /** A container that was killed and is started again is another machine with the same log. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLeaseOfAnEarlierRunIsWaitedForUnlessItProvesToBeAlive(boolean alive) throws IOException {
        StreamDirectory directory = new StreamDirectory();
        StreamSource killed = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
        send(1);
        directory.readAll(killed);
        redis.call(Command.HSET, StreamLease.KEY, "machine", "another");
        StreamSource next = directory.start(REDIS.settings(), StreamOptions.DEFAULTS);
        assertThat(next.poll(Duration.ZERO)).isEqualTo(PollResult.NOTHING);
        assertThat(directory.notices).singleElement().asString().contains("an earlier run on this log; waiting");
        if (alive) {
            redis.call(Command.HINCRBY, StreamLease.KEY, "until", 5_000);
            assertThatThrownBy(() -> next.poll(Duration.ZERO)).isInstanceOf(StreamLeasedException.class);
        } else {
            // However wrong the clock of Redis is: it was not renewed for so long.
            directory.nanos.addAndGet(StreamLease.LENGTH.toNanos());
            send(1);
            directory.readAll(next);
            assertThat(directory.logged).isEqualTo(sent);
        }
        next.close();
    }

    /**
     * A, B and C are log directories. A starts A, reads, logs, acknowledges and ends; with ! it is killed before it logs what
     * it read last, with ~ before it acknowledges that. A=B copies A to B, A>B moves it, A-- loses its segments (they expired),
     * A? loses what it remembers. Trades are sent before each step; in the end all directories there are run once more.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A A",
                "A! A",
                "A~ A",
                "A~ A! A~ A",
                "A B A B",
                "A! B A",
                "A~ B! A~ B",
                "A A=B B A",
                "A A=B A B A B",
                "A! A=B B A",
                "A! A=B A B",
                "A~ A=B A~ B! A",
                "A A=B A A>C B>A A C",
                "A A=B A~ B! A~ B! A B",
                "A A=B A=C C B A C! B~ A",
                "A! A>B B",
                "A~ A>B B! B",
                "A! A=B A>C C B",
                "A A=B B~ B=A A B",
                "A A-- A! A",
                "A A-- A-- A~ A",
                "A A=B A B-- B A",
                "A! A? A",
                "A~ A? A! A",
                "A~ A A=B A? A! A B"
            })
    void eachTradeIsLoggedOnceWhicheverDirectoryReads(String steps) throws IOException {
        Map<String, StreamDirectory> directories = new HashMap<>();
        List<String> logged = new ArrayList<>();
        for (String step : (steps + " *").split(" ", -1)) {
            send(2);
            for (String each : step.equals("*") ? List.copyOf(directories.keySet()) : List.of(step)) {
                String name = each.substring(0, 1);
                StreamDirectory directory = directories.computeIfAbsent(name, n -> new StreamDirectory());
                int before = directory.logged.size();
                switch (each.length() > 1 ? each.charAt(1) : ' ') {
                    case '=' -> directories.put(each.substring(2), directory.copy());
                    case '>' -> {
                        directories.put(each.substring(2), directory);
                        directories.remove(name);
                    }
                    case '-' -> {
                        directory.writers.clear();
                        directory.positions.clear();
                    }
                    case '?' -> directory.text = null;
                    case '!' -> kill(directory, false);
                    case '~' -> kill(directory, true);
                    default -> {
                        StreamSource source = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
                        directory.readAll(source);
                        source.close();
                    }
                }
                logged.addAll(directory.logged.subList(before, directory.logged.size()));
            }
        }
        assertThat(logged).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(left()).isEqualTo("0, 0 pending");
    }

    private void kill(StreamDirectory directory, boolean logged) throws IOException {
        StreamSource source = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
        directory.readAll(source);
        send(2);
        PollResult last = source.poll(Duration.ZERO);
        if (logged) {
            directory.logWithoutCommit(last);
        }
        StreamDirectory.kill(redis);
    }

    @Test
    void aCopyNamesWhatTheOriginalHasLeftPending() throws IOException {
        StreamDirectory original = new StreamDirectory();
        StreamSource first = original.start(REDIS.connect(), StreamOptions.DEFAULTS);
        send(1);
        original.readAll(first);
        first.close();
        StreamDirectory copy = original.copy();
        kill(original, false);

        StreamSource source = copy.start(REDIS.connect(), StreamOptions.DEFAULTS);
        copy.readAll(source);
        assertThat(source.consumer()).isNotEqualTo(first.consumer());
        assertThat(copy.notices)
                .containsExactly(
                        "this log directory is a copy, or an older state, of the one that last read the stream as consumer "
                                + first.consumer() + "; it reads as " + source.consumer(),
                        "2 entries of the stream were delivered to consumer " + first.consumer()
                                + ", which is not reading, and are not acknowledged; they are counted when it returns. If"
                                + " it will not return: tradeboard ingest --claim " + first.consumer());
        assertThat(new StreamGroup(redis).pending())
                .containsExactly(new StreamGroup.Pending(
                        first.consumer(), 2, lease().get("consumer:" + first.consumer()), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at once", "after a kill before logging", "after a kill before acknowledging"})
    void whatAConsumerThatDoesNotReturnLeftPendingIsClaimedOnce(String when) throws IOException {
        StreamDirectory lost = new StreamDirectory();
        kill(lost, false);
        String name = lease().entrySet().stream()
                .filter(field -> field.getKey().startsWith("consumer:"))
                .findFirst()
                .orElseThrow()
                .getKey()
                .substring("consumer:".length());
        StreamDirectory directory = new StreamDirectory();
        send(2);
        StreamSource other = directory.start(REDIS.connect(), StreamOptions.DEFAULTS);
        directory.readAll(other);
        other.close();
        StreamOptions claim = new StreamOptions(false, name);
        if (!when.equals("at once")) {
            StreamSource killed = directory.start(REDIS.connect(), claim);
            for (int polls = 0; polls < 4; polls++) {
                PollResult polled = killed.poll(Duration.ZERO);
                if (when.endsWith("acknowledging")) {
                    directory.logWithoutCommit(polled);
                }
            }
            StreamDirectory.kill(redis);
        }
        directory.notices.clear();
        StreamSource source = directory.start(REDIS.connect(), claim);
        directory.readAll(source);
        source.close();

        assertThat(lost.logged).isEmpty();
        assertThat(directory.logged).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(left()).isEqualTo("0, 0 pending");
        assertThat(directory.notices)
                .contains("taking over 2 entries that were delivered to consumer " + name
                        + " and not acknowledged; those that it had logged before it ended count twice: 2 at most")
                .contains("took over 2 entries of consumer " + name);
        // And should it return, it reads as somebody else.
        send(2);
        StreamSource back = lost.start(REDIS.connect(), StreamOptions.DEFAULTS);
        lost.readAll(back);
        assertThat(back.consumer()).isNotEqualTo(name);
        assertThat(lost.logged).isEqualTo(sent.subList(sent.size() - 2, sent.size()));
    }

    @Test
    void aConsumerThatIsNoneIsNotClaimed() throws IOException {
        StreamDirectory directory = new StreamDirectory();
        StreamSource source = directory.start(REDIS.connect(), new StreamOptions(false, "nobody"));
        assertThatThrownBy(() -> source.poll(Duration.ZERO))
                .isInstanceOf(ClaimRefusedException.class)
                .hasMessage("no consumer nobody has read the stream; entries are pending for nobody");
        source.close();
        StreamSource own = directory.start(REDIS.connect(), new StreamOptions(false, source.consumer()));
        assertThatThrownBy(() -> own.poll(Duration.ZERO))
                .isInstanceOf(ClaimRefusedException.class)
                .hasMessageContaining("this daemon's own");
    }

    /** What happens when it is not renewed for 15 s. */
    private void expire() {
        redis.call(Command.HSET, StreamLease.KEY, "until", 1);
    }

    private void send(int trades) {
        for (int i = 0; i < trades; i++) {
            String trader = "t" + sent.size();
            redis.call(Command.XADD, STREAM, "*", "traderId", trader);
            sent.add(trader);
        }
    }

    private Map<String, String> lease() {
        return StreamLease.fields(redis.call(Command.HGETALL, StreamLease.KEY));
    }

    private String left() {
        List<?> pending = (List<?>) redis.call(Command.XPENDING, STREAM, "tradeboard");
        return redis.call(Command.XLEN, STREAM) + ", " + pending.get(0) + " pending";
    }
}
