package io.tradeboard.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Notifies the service manager that the daemon is ready, if there is one: systemd sets {@code NOTIFY_SOCKET}, see
 * <a href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>. Java 17 cannot send
 * to that socket, {@code systemd-notify} can.
 */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Readiness() {}

    /** A failure is only reported: the daemon works all the same. */
    static void tell(Console console) throws InterruptedException {
        if (!console.environment().containsKey("NOTIFY_SOCKET")) {
            return;
        }
        try {
            Process notify = new ProcessBuilder("systemd-notify", "--ready")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!notify.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                notify.destroyForcibly();
                console.say("systemd-notify did not end within " + PATIENCE.toSeconds() + " s");
            } else if (notify.exitValue() != 0) {
                console.say(
                        "systemd-notify could not tell that the daemon is ready; it ended with " + notify.exitValue());
            }
        } catch (IOException e) {
            console.say("cannot tell systemd that the daemon is ready: " + e.getMessage());
        }
    }
}
