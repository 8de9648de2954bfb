package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tradeboard.run.Notices;
import io.tradeboard.run.Work;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceManagerTest {
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String PERIOD = "WATCHDOG_USEC";

    private final List<String> notified = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Work work = new Work(nanos::get);

    private ServiceManager manager(Map<String, String> environment) {
        return new ServiceManager(
                environment, new Notices(said::add), work, (what, argument) -> notified.add(argument));
    }

    private int alive() {
        return (int) notified.stream().filter("WATCHDOG=1"::equals).count();
    }

    @Test
    void nobodyIsNotifiedWhereThereIsNoServiceManager() throws InterruptedException {
        try (ServiceManager manager = manager(Map.of(PERIOD, "3000"))) {
            manager.ready();
        }
        assertThat(notified).isEmpty();
    }

    @Test
    void withoutAWatchdogItIsNotifiedOnce() throws InterruptedException {
        try (ServiceManager manager = manager(Map.of(SOCKET, "/run/notify"))) {
            manager.ready();
        }
        assertThat(notified).containsExactly("--ready");
    }

    @Test
    void theWatchdogIsNotifiedAgainAndAgainUntilTheEnd() throws InterruptedException {
        try (ServiceManager manager = manager(Map.of(SOCKET, "/run/notify", PERIOD, "30000"))) {
            manager.ready();
            await().until(() -> alive() >= 3);
        }
        assertThat(notified).startsWith("--ready", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1");
    }

    @Test
    void itIsNotNotifiedWhileAThreadHangs() throws InterruptedException {
        work.begin("log");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        try (ServiceManager manager = manager(Map.of(SOCKET, "/run/notify", PERIOD, "30000"))) {
            manager.ready();
            await().until(() -> !said.isEmpty());
            assertThat(alive()).isZero();
            assertThat(said).singleElement().asString().contains("the log thread", "not notified");

            work.end("log");
            await().until(() -> alive() >= 1);
        }
    }
}
