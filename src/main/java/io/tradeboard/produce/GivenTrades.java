package io.tradeboard.produce;

import io.tradeboard.source.InboundTrade;
import io.tradeboard.source.InboundTrades;
import io.tradeboard.source.PollResult;
import io.tradeboard.source.Source;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.FastDecoder;
import io.tradeboard.trade.Identities;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeColumns;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Given trades as a feed: checked, and completed with what is missing. A trade without timestamp gets the time of its
 * reading; one without id gets one, so that a trade that is sent twice counts once, also by a second run on the same file.
 */
public final class GivenTrades implements TradeFeed {
    private static final Duration WAIT = Duration.ofMillis(20);
    private static final String ID = "\"id\":\"";

    private final Source source;
    private final TradeRules rules;
    private final Clock clock;
    private final BiConsumer<InboundTrade, String> rejects;
    private final TradeIds ids;
    private final FastDecoder decoder;
    private final TradeColumns columns = new TradeColumns();
    private final Deque<Trade> ready = new ArrayDeque<>();
    private boolean ended;

    /** @param rejects takes each line that is not a valid trade, with the reason */
    public GivenTrades(Source source, Symbols symbols, Clock clock, BiConsumer<InboundTrade, String> rejects) {
        this.source = source;
        this.rules = new TradeRules(symbols);
        this.decoder = new FastDecoder(symbols, new Identities());
        this.clock = clock;
        this.rejects = rejects;
        // Without positions it is a pipe, which cannot be read again.
        this.ids = source.name().isEmpty() ? TradeIds.random() : TradeIds.ofContent();
    }

    @Override
    public @Nullable List<Trade> next(int atMost) throws IOException {
        if (ready.isEmpty() && !ended) {
            PollResult polled = source.poll(WAIT);
            ended = polled.end();
            take(polled.arrivals());
        }
        if (ready.isEmpty() && ended) {
            return null;
        }
        List<Trade> next = new ArrayList<>();
        while (next.size() < atMost && !ready.isEmpty()) {
            next.add(ready.remove());
        }
        return next;
    }

    private void take(InboundTrades arrivals) {
        long nowMillis = clock.millis();
        decoder.begin(columns);
        arrivals.decode(0, arrivals.size(), decoder, columns);
        for (int row = 0; row < arrivals.size(); row++) {
            InboundTrade arrival = arrivals.get(row);
            String line = arrival.text();
            ids.pass(line);
            try {
                boolean isRead = !columns.isBlank(row) && !TradeRules.isAhead(columns.timestampMillis(row), nowMillis);
                ready.add(ids.completed(isRead ? read(row, line) : checked(row, arrival, nowMillis)));
            } catch (BadTradeException e) {
                rejects.accept(arrival, e.reason());
            }
        }
    }

    /** A trade that was read at once, with the id that its line has: no text in it has an escape, so no other has quotes. */
    private Trade read(int row, String line) {
        String id = null;
        if (columns.isIdentified(row)) {
            int from = line.indexOf(ID) + ID.length();
            id = line.substring(from, line.indexOf('"', from));
        }
        int symbol = columns.symbol(row);
        return new Trade(
                id,
                columns.timestampMillis(row),
                columns.traders().text(columns.trader(row)),
                decoder.symbols().text(symbol),
                columns.units(row),
                decoder.symbols().scale(symbol));
    }

    private Trade checked(int row, InboundTrade arrival, long nowMillis) throws BadTradeException {
        Trade trade = rules.check(arrival.trade(), nowMillis);
        // Its symbol is known from now on.
        decoder.put(trade, columns, row);
        return trade;
    }
}
