package io.tradeboard.cli;

import io.tradeboard.run.Notices;
import io.tradeboard.run.Repeating;
import io.tradeboard.run.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service manager that started the program, if there is one: systemd sets {@code NOTIFY_SOCKET}, and {@code WATCHDOG_USEC}
 * where it restarts a service that falls silent; see <a
 * href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>. Java 17 cannot send to that
 * socket, {@code systemd-notify} can; it takes a few milliseconds of CPU time.
 *
 * <p>From {@link #ready} to {@link #close} the watchdog is notified three times in its period, but not while a thread has been at
 * one piece of work for half of it. A JVM that has stopped, or does nothing but collect garbage, does not notify either.
 */
final class ServiceManager implements AutoCloseable {
    private static final String STUCK = "watchdog";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Notifies the service manager. */
    interface Notifier {
        /**
         * Notifies it once; a failure is only reported.
         *
         * @param what it is notified of, for a message
         * @param argument of {@code systemd-notify}
         */
        void notify(String what, String argument) throws InterruptedException;
    }

    private final Map<String, String> environment;
    private final Notices notices;
    private final Work work;
    private final Notifier notifier;
    private @Nullable Repeating watchdog;

    ServiceManager(Console console, Notices notices, Work work) {
        this(console.environment(), notices, work, (what, argument) -> run(what, argument, notices));
    }

    ServiceManager(Map<String, String> environment, Notices notices, Work work, Notifier notifier) {
        this.environment = environment;
        this.notices = notices;
        this.work = work;
        this.notifier = notifier;
    }

    /** Notifies that everything is ready. A failure is only reported: the daemon works all the same. */
    void ready() throws InterruptedException {
        if (!environment.containsKey("NOTIFY_SOCKET")) {
            return;
        }
        notifier.notify("that the daemon is ready", "--ready");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        if (watchdog == null && micros.matches("[1-9][0-9]{0,17}")) {
            watch(Duration.ofMillis(TimeUnit.MICROSECONDS.toMillis(Long.parseLong(micros))));
        }
    }

    private void watch(Duration period) {
        Duration pause = period.dividedBy(3);
        Duration longest = period.dividedBy(2);
        watchdog = new Repeating("watchdog", () -> pause, stop -> look(longest), () -> {}, notices).start();
    }

    private void look(Duration longest) throws InterruptedException {
        Optional<String> stuck = work.stuck(longest);
        if (stuck.isEmpty()) {
            notices.end(STUCK, "every thread goes on; the watchdog of systemd is notified again");
            notifier.notify("that the daemon works", "WATCHDOG=1");
        } else {
            notices.begin(
                    STUCK,
                    "the " + stuck.get() + " thread has been at one piece of work for more than " + longest.toSeconds()
                            + " s; the watchdog of systemd is not notified");
        }
    }

    private static void run(String what, String argument, Notices notices) throws InterruptedException {
        try {
            Process notify = new ProcessBuilder("systemd-notify", argument)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!notify.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                notify.destroyForcibly();
                notices.warn("systemd-notify did not end within " + PATIENCE.toSeconds() + " s");
            } else if (notify.exitValue() != 0) {
                notices.warn("systemd-notify could not tell " + what + "; it ended with " + notify.exitValue());
            }
        } catch (IOException e) {
            notices.warn("cannot tell systemd " + what + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.close();
        }
    }
}
