package io.tradeboard.serve;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Forms of something that does not change, each encoded once, when it is first asked for. One that could not be encoded
 * is tried again by whoever asks next.
 *
 * <p>Thread-safe.
 */
final class Forms {
    private final Encoders encoders;
    private final int most;
    private final Map<String, CompletableFuture<Representation>> known = new ConcurrentHashMap<>();

    /** @param most how many are kept */
    Forms(Encoders encoders, int most) {
        this.encoders = encoders;
        this.most = most;
    }

    /** The form of that name, which {@code make} encodes where nobody has asked for it yet. */
    CompletionStage<Representation> get(String name, Supplier<Representation> make) {
        CompletableFuture<Representation> form = known.get(name);
        if (form != null && !form.isCompletedExceptionally()) {
            return form;
        }
        if (form == null && known.size() >= most) {
            // Some have asked for everything that there is: that is not kept for them.
            return encoders.encode(make);
        }
        return known.compute(
                name,
                (key, other) -> other == null || other.isCompletedExceptionally() ? encoders.encode(make) : other);
    }
}
