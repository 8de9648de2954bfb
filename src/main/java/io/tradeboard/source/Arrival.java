package io.tradeboard.source;

import io.tradeboard.trade.RawTrade;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line or entry as it came.
 *
 * @param trade its fields, null where it could not be decoded
 * @param problem why it could not be decoded, null where it could
 * @param text what it said, unsafe as it came
 */
public record Arrival(
        Place place, @Nullable RawTrade trade, @Nullable String problem, Supplier<String> text) {}
