package io.tradeboard.audit;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Names;
import io.tradeboard.trade.TradeColumns;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands each record of a day that counts to the recount of its board. The name of a trader is made once for a numbering. */
final class Recounting implements LogPass.Sink {
    private final LocalDate day;
    private final Map<String, BoardRecount> recounts;
    private final Set<String> others;
    private @Nullable Names numbering;
    private @Nullable String[] names = new String[0];

    /**
     * @param recounts by symbol
     * @param others learns the symbols that have records, and no recount
     */
    Recounting(LocalDate day, Map<String, BoardRecount> recounts, Set<String> others) {
        this.day = day;
        this.recounts = recounts;
        this.others = others;
    }

    @Override
    public void records(String writer, long offset, long arrivalMillis, TradeColumns records) {
        boolean[] ofDay = new boolean[records.boards()];
        @Nullable BoardRecount[] of = new BoardRecount[records.boards()];
        for (int board = 0; board < of.length; board++) {
            BoardId id = records.board(board).id();
            ofDay[board] = id.day().equals(day);
            of[board] = ofDay[board] ? recounts.get(id.symbol()) : null;
        }
        for (int row = 0; row < records.size(); row++) {
            int board = records.boardOf(row);
            if (!ofDay[board] || records.isLate(row)) {
                continue;
            }
            BoardRecount recount = of[board];
            if (recount == null) {
                others.add(records.board(board).id().symbol());
                continue;
            }
            recount.record(
                    writer,
                    offset + row,
                    arrivalMillis,
                    name(records, records.trader(row)),
                    records.units(row),
                    records.board(board).scale());
        }
    }

    @SuppressWarnings("ReferenceEquality") // each numbering is one object
    private String name(TradeColumns records, int trader) {
        Names of = records.traders();
        if (of != numbering) {
            numbering = of;
            names = new String[0];
        }
        if (trader >= names.length) {
            names = Arrays.copyOf(names, Math.max(of.size(), 2 * names.length));
        }
        String known = names[trader];
        if (known == null) {
            known = of.text(trader);
            names[trader] = known;
        }
        return known;
    }
}
