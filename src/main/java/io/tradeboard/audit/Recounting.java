package io.tradeboard.audit;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Names;
import io.tradeboard.trade.Shard;
import io.tradeboard.trade.TradeColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands each record of a day that counts to the recount of its board. The name of a trader is made once for a numbering. */
final class Recounting implements LogPass.Sink {
    private final LocalDate day;
    private final Map<String, List<BoardRecount>> recounts = new HashMap<>();
    private final Set<String> others;
    private @Nullable Names numbering;
    private @Nullable String[] names = new String[0];

    /**
     * @param recounts those of shards are given the records of their traders
     * @param others learns the symbols that have records, and no recount
     */
    Recounting(LocalDate day, Map<BoardId, BoardRecount> recounts, Set<String> others) {
        this.day = day;
        this.others = others;
        recounts.forEach((board, recount) -> this.recounts
                .computeIfAbsent(board.symbol(), symbol -> new ArrayList<>())
                .add(recount));
    }

    @Override
    public void records(String writer, long offset, long arrivalMillis, TradeColumns records) {
        boolean[] ofDay = new boolean[records.boards()];
        List<List<BoardRecount>> of = new ArrayList<>();
        for (int board = 0; board < ofDay.length; board++) {
            BoardId id = records.board(board).id();
            ofDay[board] = id.day().equals(day);
            of.add(recounts.getOrDefault(id.symbol(), List.of()));
        }
        for (int row = 0; row < records.size(); row++) {
            int board = records.boardOf(row);
            if (!ofDay[board] || records.isLate(row)) {
                continue;
            }
            if (of.get(board).isEmpty()) {
                others.add(records.board(board).id().symbol());
                continue;
            }
            String trader = name(records, records.trader(row));
            BoardRecount recount = recount(of.get(board), trader);
            if (recount != null) {
                recount.record(
                        writer,
                        offset + row,
                        arrivalMillis,
                        trader,
                        records.units(row),
                        records.board(board).scale());
            }
        }
    }

    /** The recount of the shard in which a trader stands; null where that is not audited. */
    private static @Nullable BoardRecount recount(List<BoardRecount> shards, String trader) {
        int number = Shard.numberOf(trader, shards.get(0).board().shard().of());
        for (BoardRecount shard : shards) {
            if (shard.board().shard().number() == number) {
                return shard;
            }
        }
        return null;
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
