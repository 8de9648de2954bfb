package io.tradeboard.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.trade.Trade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final Trade TRADE = new Trade(null, 1_000, "ann", "BTC", 1, 8);

    private final List<Integer> batches = new ArrayList<>();
    private long nanos;
    private int left = 5_000;

    private List<Trade> feed(int atMost) {
        int size = Math.min(atMost, left);
        left -= size;
        return Collections.nCopies(size, TRADE);
    }

    @Test
    void withoutARateItGoesAsFastAsTheFeed() throws IOException, InterruptedException {
        Pacer pacer =
                new Pacer(most -> left == 0 ? null : feed(most), trades -> batches.add(trades.size()), 0, () -> 0);
        pacer.run();

        assertThat(batches).containsOnly(1_000).hasSize(5);
        assertThat(pacer.sent()).isEqualTo(5_000);
    }

    @Test
    void withARateEachTradeIsSentWhenItIsDue() throws IOException, InterruptedException {
        left = 50;
        List<Long> due = new ArrayList<>();
        Pacer pacer = new Pacer(
                most -> left == 0 ? null : feed(most),
                trades -> trades.forEach(trade -> due.add(nanos)),
                1_000_000,
                () -> nanos += 100);
        pacer.run();

        for (int i = 0; i < due.size(); i++) {
            assertThat(due.get(i)).isBetween(100 + i * 1_000L, 100 + (i + 1) * 1_000L);
        }
        assertThat(due).hasSize(50);
    }

    @Test
    void itStopsThoughTheSinkTakesNothing() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Pacer pacer = new Pacer(
                this::feed,
                trades -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                },
                0,
                () -> 0);
        FutureTask<Void> run = new FutureTask<>(() -> {
            pacer.run();
            return null;
        });
        new Thread(run).start();
        waiting.await();
        pacer.stop();

        assertThat(run.get(5, TimeUnit.SECONDS)).isNull();
        assertThat(pacer.sent()).isZero();
    }

    @Test
    void whatIsReportedAsSentHasArrived() throws IOException, InterruptedException {
        List<Pacer> self = new ArrayList<>();
        Pacer pacer = new Pacer(
                this::feed,
                new TradeSink() {
                    @Override
                    public void send(List<Trade> trades) {
                        batches.add(trades.size());
                        if (batches.size() == 3) {
                            self.get(0).stop();
                        }
                    }

                    @Override
                    public void flush() throws InterruptedException {
                        throw new InterruptedException();
                    }
                },
                0,
                () -> 0);
        self.add(pacer);
        pacer.run();

        assertThat(batches).hasSize(3);
        assertThat(pacer.sent()).isEqualTo(2_000);
    }

    @Test
    void beforeAPauseItWaitsUntilAllHasArrived() throws IOException, InterruptedException {
        left = 3;
        List<String> calls = new ArrayList<>();
        Pacer pacer = new Pacer(
                most -> left == 0 ? null : feed(most),
                new TradeSink() {
                    @Override
                    public void send(List<Trade> trades) {
                        calls.add("send " + trades.size());
                    }

                    @Override
                    public void flush() {
                        calls.add("flush");
                    }
                },
                1_000_000,
                () -> nanos += 100);
        pacer.run();

        assertThat(calls).containsExactly("send 1", "flush", "send 1", "flush", "send 1", "flush");
        assertThat(pacer.sent()).isEqualTo(3);
    }

    @Test
    void afterAPauseItCatchesUpInBatches() throws IOException, InterruptedException {
        left = 2_500;
        Pacer pacer = new Pacer(
                most -> left == 0 ? null : feed(most),
                trades -> {
                    batches.add(trades.size());
                    nanos = 2_500_000_000L;
                },
                1_000,
                () -> nanos);
        pacer.run();

        assertThat(batches).containsExactly(1, 1_000, 1_000, 499);
    }

    @Test
    void itStopsWhenAsked() throws IOException, InterruptedException {
        List<Pacer> self = new ArrayList<>();
        Pacer pacer = new Pacer(this::feed, trades -> self.get(0).stop(), 0, () -> 0);
        self.add(pacer);
        pacer.run();

        assertThat(pacer.sent()).isEqualTo(1_000);
    }
}
