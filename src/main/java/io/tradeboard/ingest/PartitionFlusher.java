package io.tradeboard.ingest;

import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.ingest.PartitionIntake.Opened;
import io.tradeboard.ingest.PartitionIntake.Taken;
import io.tradeboard.kafka.GroupConsumer.Commit;
import io.tradeboard.kafka.TopicReader;
import io.tradeboard.run.Arrived;
import io.tradeboard.run.Meters.Counter;
import io.tradeboard.run.Meters.Distribution;
import io.tradeboard.run.Meters.Local;
import io.tradeboard.run.Runtime;
import io.tradeboard.status.TopicReport;
import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.TradingDays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens partitions and moves their sums onto the boards. A mark that is not where it was put is no error, and no foreign
 * process: whoever reads the same records of a partition applies the same, so it reads the mark and the records behind it again.
 *
 * <p>Confined to the flush thread. Everything may be called again after it threw.
 */
final class PartitionFlusher {
    private static final Duration LIST = Duration.ofMinutes(1);

    private final KafkaIngestConfig kafka;
    private final TradingDays days;
    private final Applier applier;
    private final PartitionOpener opener;
    private final TopicReader reader;
    private final PartitionReplay replay;
    private final TopicWatch watch;
    private final Runtime runtime;
    private final Map<Integer, PartitionBoards> partitions = new TreeMap<>();
    private long listedNanos;

    /** What it works with. */
    record Ends(Applier applier, RedisMarks stored, TopicReader reader) {}

    PartitionFlusher(KafkaIngestConfig kafka, TradingDays days, Ends ends, PartitionReplay replay, Runtime runtime) {
        this.kafka = kafka;
        this.days = days;
        this.applier = ends.applier();
        this.opener = new PartitionOpener(kafka, days, ends.applier(), ends.stored(), ends.reader(), runtime);
        this.reader = ends.reader();
        this.replay = replay;
        this.watch = new TopicWatch(kafka, days, ends.applier(), ends.reader(), runtime);
        this.runtime = runtime;
        this.listedNanos = runtime.ticker().getAsLong();
    }

    /**
     * Opens a partition, and feeds the boards that lack something before it is read.
     *
     * @throws io.tradeboard.kafka.GoneTopicException if there is no such topic
     */
    Opened open(int partition) throws InterruptedException {
        PartitionOpener.Found found = opener.open(partition);
        PartitionBoards boards = found.boards();
        heal(boards, found.heal());
        partitions.put(partition, boards);
        long live = boards.flushedTo();
        Map<BoardId, Long> floor = new HashMap<>();
        boards.marks().forEach((board, mark) -> {
            if (mark.to() > live) {
                floor.put(board, mark.to());
            }
        });
        return new Opened(partition, boards.writer(), found.from(), live, floor);
    }

    /** Forgets a partition that is another member's now, or is to be opened again. */
    void drop(Collection<Integer> dropped) {
        partitions.keySet().removeAll(dropped);
    }

    /** The partitions that are open, with their writers. */
    Set<String> writers() {
        Set<String> writers = new HashSet<>();
        partitions.values().forEach(boards -> writers.add(boards.writer()));
        return writers;
    }

    /**
     * Moves sums onto the boards, each record once, however often this is called with the same ones.
     *
     * @return what to commit
     * @throws io.tradeboard.kafka.GoneTopicException if what was read is of no topic that still exists; nothing was applied
     */
    Map<Integer, Commit> flush(List<Taken> all) throws InterruptedException {
        long begin = runtime.ticker().getAsLong();
        Map<Integer, Commit> commits = new HashMap<>();
        List<Taken> own = new ArrayList<>();
        for (Taken taken : all) {
            PartitionBoards boards = partitions.get(taken.partition());
            if (boards != null && boards.writer().equals(taken.writer())) {
                own.add(taken);
            }
        }
        Set<String> topics = new HashSet<>();
        for (Taken taken : own) {
            topics.add(open(taken).topicId());
        }
        for (String topic : topics) {
            reader.checkAlive(topic);
        }
        for (Taken taken : own) {
            PartitionBoards boards = open(taken);
            apply(boards, taken);
            commits.put(
                    taken.partition(), new Commit(taken.to(), boards.census().text()));
        }
        count(own, begin);
        return commits;
    }

    private PartitionBoards open(Taken taken) {
        PartitionBoards boards = partitions.get(taken.partition());
        if (boards == null) {
            throw new IllegalStateException("partition " + taken.partition() + " is not open");
        }
        return boards;
    }

    private void apply(PartitionBoards boards, Taken taken) throws InterruptedException {
        if (boards.flushedTo() >= taken.to()) {
            // Done, before something else of the same flush failed.
            return;
        }
        List<BoardUpdate> updates = new ArrayList<>();
        Set<BoardId> heal = new HashSet<>();
        Sharding sharding = applier.sharding();
        applier.settle(taken.deltas().stream().map(BoardDelta::board).toList());
        for (BoardDelta delta : taken.deltas()) {
            BoardId board = delta.board();
            Mark mark = boards.mark(board);
            if (sharding.isOther(board)) {
                heal.addAll(sharding.shards(board.whole()));
            } else if (applier.refuses(board)) {
                boards.behind().add(board);
            } else if (mark.isPartial() || boards.behind().contains(board)) {
                heal.add(board);
            } else if (mark.from() <= taken.baseOf(board)) {
                updates.add(new BoardUpdate(delta, mark, taken.to()));
            } else if (mark.from() < taken.to()) {
                heal.add(board);
            }
        }
        Applier.Applied applied = applier.apply(boards.writer(), updates);
        applied.marks().forEach(boards::put);
        applied.moved().forEach((update, mark) -> {
            lost(boards, update.delta().board(), update.previous(), mark);
            boards.put(update.delta().board(), mark);
            heal.add(update.delta().board());
        });
        updates.stream()
                .map(update -> update.delta().board())
                .filter(applier::refuses)
                .forEach(boards.behind()::add);
        boards.behind().addAll(heal);
        boards.flushed(taken.to());
        heal(boards, heal);
    }

    private void lost(PartitionBoards boards, BoardId board, Mark put, Mark found) {
        if (found.from() < put.from()) {
            runtime.meters().add(Counter.HEALED, 1);
            runtime.notices()
                    .warn("the board " + board + " is behind " + kafka.label(boards.partition()) + " (mark " + put
                            + " -> " + found + "), as after a rebuild or a loss of data; replaying it");
        }
    }

    /** Feeds boards up to what was flushed; those that it could not feed stay behind. */
    private void heal(PartitionBoards boards, Set<BoardId> lacking) throws InterruptedException {
        if (lacking.isEmpty()) {
            return;
        }
        // What Redis has lost, another daemon may have begun anew.
        applier.sharding().look();
        Set<BoardId> heal = forgetOtherShards(boards);
        lacking.stream().filter(board -> !applier.sharding().isOther(board)).forEach(heal::add);
        boards.behind().addAll(heal);
        runtime.meters().set(Local.HEALING, 1);
        if (replay.run(boards, heal, boards.flushedTo())) {
            boards.behind().removeIf(board -> heal.contains(board) && !applier.refuses(board));
        }
        runtime.meters().set(Local.HEALING, isBehind() ? 1 : 0);
    }

    /** Forgets what is known of shards that boards do not have any more; returns those that they have in their place. */
    private Set<BoardId> forgetOtherShards(PartitionBoards boards) {
        Sharding sharding = applier.sharding();
        Set<BoardId> now = new HashSet<>();
        Stream.concat(boards.marks().keySet().stream(), boards.behind().stream())
                .filter(sharding::isOther)
                .forEach(board -> now.addAll(sharding.shards(board.whole())));
        boards.forget(sharding::isOther);
        return now;
    }

    /** Whether boards that take trades lack some. */
    private boolean isBehind() {
        return partitions.values().stream()
                .flatMap(boards -> boards.behind().stream())
                .anyMatch(board -> !applier.refuses(board));
    }

    private void count(List<Taken> taken, long begin) {
        long now = runtime.ticker().getAsLong();
        long trades = 0;
        long refused = 0;
        List<Arrived> arrived = new ArrayList<>();
        for (Taken each : taken) {
            trades += each.trades();
            for (BoardDelta delta : each.deltas()) {
                if (applier.refuses(delta.board())) {
                    applier.waiting(delta);
                    refused += delta.trades();
                }
            }
            if (each.trades() > 0) {
                arrived.add(new Arrived(each.oldestNanos(), each.trades()));
            }
        }
        if (trades > 0) {
            runtime.meters().add(Counter.APPLIED, trades - refused);
            runtime.meters().add(Counter.FLUSHES, 1);
            runtime.meters().record(Distribution.FLUSH, TimeUnit.NANOSECONDS.toMicros(now - begin), now);
            runtime.meters().record(Distribution.FLUSH_TRADES, trades, now);
            if (refused == 0) {
                runtime.meters().record(Distribution.ARRIVAL_TO_BOARD, arrived, now);
            }
        }
    }

    /** Looks whether every mark is where it was put, and heals where Redis lost data or a board takes trades again. */
    void look() throws InterruptedException {
        long nowMillis = applier.timeMillis();
        partitions.values().forEach(boards -> boards.forget(board -> days.expiresMillis(board.day()) <= nowMillis));
        applier.expire(nowMillis);
        boolean readmitted = applier.readmit(nowMillis);
        applier.sharding().look();
        for (PartitionBoards boards : partitions.values()) {
            Set<BoardId> heal = forgetOtherShards(boards);
            heal.addAll(boards.behind());
            Map<BoardId, Mark> found =
                    applier.marks(boards.writer(), List.copyOf(boards.marks().keySet()));
            found.forEach((board, mark) -> {
                Mark put = boards.mark(board);
                if (!mark.equals(put)) {
                    lost(boards, board, put, mark);
                    boards.put(board, mark);
                    if (mark.isPartial() || mark.from() < put.from()) {
                        heal.add(board);
                    }
                }
            });
            heal.removeIf(applier::refuses);
            heal(boards, heal);
            applier.gaps(boards.writer(), boards.marks(), boards.gaps());
        }
        if (readmitted) {
            applier.readmitted();
        }
        if (runtime.ticker().getAsLong() - listedNanos >= LIST.toNanos()) {
            listedNanos = runtime.ticker().getAsLong();
            Set<BoardId> all = new HashSet<>();
            partitions.values().forEach(boards -> all.addAll(boards.marks().keySet()));
            applier.list(all);
        }
    }

    /** What is to be said of the topic; null before it was looked at. */
    @Nullable
    TopicReport report() {
        return watch.report(partitions.values());
    }

    /** Looks what there is of the topic and of the partitions. */
    void inspect() throws InterruptedException {
        watch.inspect(partitions.values());
    }
}
