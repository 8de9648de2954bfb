package io.tradeboard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkerTest {
    @Test
    void aStageThatFailsWhileItIsInterruptedStillLetsItsNeighboursEnd() throws InterruptedException {
        BlockingQueue<String> toNeighbour = new ArrayBlockingQueue<>(1);
        CountDownLatch stop = new CountDownLatch(1);
        Worker stage = new Worker(
                "a-stage",
                () -> {
                    Thread.currentThread().interrupt();
                    throw new IOException("broken");
                },
                () -> {
                    stop.countDown();
                    toNeighbour.put("end");
                });
        stage.start();
        stop.await();
        stage.join();

        assertThatThrownBy(stage::rethrow).isInstanceOf(IOException.class).hasMessage("broken");
        assertThat(toNeighbour).containsExactly("end");
    }
}
