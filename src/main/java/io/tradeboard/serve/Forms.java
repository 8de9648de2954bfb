package io.tradeboard.serve;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Forms of something that does not change, each encoded once, at the first request. If that fails, the next request
 * tries again.
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
            // Clients can request more forms than are worth keeping.
            return encoders.encode(make);
        }
        return known.compute(
                name,
                (key, other) -> other == null || other.isCompletedExceptionally() ? encoders.encode(make) : other);
    }
}
