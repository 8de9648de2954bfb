package io.tradeboard.cli;

import io.tradeboard.produce.DramaFeed;
import io.tradeboard.produce.Market;
import io.tradeboard.produce.Pacer;
import io.tradeboard.run.ExitCode;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** What runs behind the screen of a demo: a mock market, and what brings its trades onto the boards. */
final class DemoMarket implements AutoCloseable {
    /** So few that every sample has all of them, and the pace of each is known. */
    private static final int TRADERS = 48;

    private static final double SKEW = 0.8;
    private final DemoPath path;
    private final Pacer pacer;
    private final long firstSecond;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    /** Something that runs until it is asked to stop. */
    private interface Body {
        void run() throws IOException, InterruptedException;
    }

    DemoMarket(Symbols symbols, DemoPath path, double rate, Clock clock) {
        this.path = path;
        this.firstSecond = (long) Math.ceil(rate);
        long seed = clock.millis();
        Market market = new Market(symbols, TRADERS, SKEW, seed);
        this.pacer = new Pacer(new DramaFeed(market, seed, clock), path.sink(), rate, System::nanoTime);
    }

    /** Starts it all; a failure asks the screen to end. */
    void start(IntConsumer quit) {
        run("tradeboard-daemon", path::run, quit);
        run("tradeboard-market", pacer::run, quit);
    }

    private void run(String name, Body body, IntConsumer quit) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failures.add(e);
                        quit.accept(ExitCode.INTERNAL);
                    }
                },
                name);
        threads.add(thread);
        thread.start();
    }

    /** Waits until one second's trades are on the boards, so that the first look shows a leaderboard. */
    void awaitFirstTrades() throws InterruptedException {
        long deadline = System.nanoTime() + path.patience().toNanos();
        while (!path.hasApplied(firstSecond) && System.nanoTime() < deadline && failures.isEmpty()) {
            ended.await(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Does something after a time, unless the demo has ended by then. */
    void after(Duration delay, Runnable action) {
        Thread timer = new Thread(
                () -> {
                    try {
                        if (!ended.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                            action.run();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "tradeboard-timer");
        threads.add(timer);
        timer.start();
    }

    /** Stops the market, then what brings its trades onto the boards, after its last flush. */
    @Override
    public void close() throws IOException {
        ended.countDown();
        pacer.stop();
        path.stop();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw new IOException("the demo failed: " + failures.get(0).getMessage(), failures.get(0));
        }
    }
}
