package io.tradeboard.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Handles INT, TERM and HUP: the first one is passed to the program, which shuts down cleanly; a second one ends it at
 * once. HUP may reload instead. Handles CONT too.
 *
 * <p>The JDK has this only in {@code sun.misc.Signal}, which the compiler warns about whatever its options; hence the
 * reflection.
 */
final class Signals {
    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

    private Signals() {}

    /** @param first called on a thread of its own with the exit code that the signal asks for, 128 + its number */
    static void onFirst(IntConsumer first) {
        AtomicInteger heard = new AtomicInteger();
        NUMBERS.forEach((name, number) -> install(name, () -> {
            if (heard.getAndIncrement() > 0) {
                Runtime.getRuntime().halt(128 + number);
            }
            first.accept(128 + number);
        }));
    }

    /** @param action called on a thread of its own each time, in place of a shutdown */
    static void onHangUp(Runnable action) {
        install("HUP", action);
    }

    /** @param action called on a thread of its own when the process was stopped and goes on */
    static void onContinue(Runnable action) {
        install("CONT", action);
    }

    private static void install(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            // The JVM keeps this signal for itself (java -Xrs): the default action stays.
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(e);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
        }
    }
}
