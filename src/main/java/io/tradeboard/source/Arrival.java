package io.tradeboard.source;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.LoggedTrade;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.UsualTrades;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line or entry as it came. A line of JSON is decoded when someone asks for its fields, which nobody does where it
 * could be read at once.
 *
 * <p>Not thread-safe.
 */
public final class Arrival {
    private static final byte[] NO_LINE = {};

    private final Place place;
    private final @Nullable Supplier<String> text;
    private final byte[] line;
    private final int from;
    private final int length;
    private boolean decoded;
    private @Nullable RawTrade trade;
    private @Nullable String problem;

    /**
     * @param trade its fields, null where it could not be decoded
     * @param problem why it could not be decoded, null where it could
     * @param text what it said, unsafe as it came
     */
    public Arrival(Place place, @Nullable RawTrade trade, @Nullable String problem, Supplier<String> text) {
        this.place = place;
        this.trade = trade;
        this.problem = problem;
        this.text = text;
        this.line = NO_LINE;
        this.from = 0;
        this.length = 0;
        this.decoded = true;
    }

    /** @param line must not change later */
    Arrival(Place place, byte[] line, int from, int length) {
        this.place = place;
        this.text = null;
        this.line = line;
        this.from = from;
        this.length = length;
    }

    public Place place() {
        return place;
    }

    /** The trade, where it is one that can be read at once; null means nothing. */
    public @Nullable LoggedTrade read(UsualTrades usual, long arrivalMillis) {
        return decoded ? null : usual.read(line, from, length, arrivalMillis);
    }

    /** Its fields, null where it cannot be decoded. */
    public @Nullable RawTrade trade() {
        decode();
        return trade;
    }

    /** Why it cannot be decoded, null where it can. */
    public @Nullable String problem() {
        decode();
        return problem;
    }

    private void decode() {
        if (decoded) {
            return;
        }
        decoded = true;
        try {
            trade = JsonTrades.decode(line, from, length);
        } catch (BadTradeException e) {
            problem = e.reason();
        }
    }

    /** What it said, unsafe as it came. */
    public Supplier<String> text() {
        return text != null ? text : () -> new String(line, from, length, StandardCharsets.UTF_8);
    }
}
