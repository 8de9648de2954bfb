package io.tradeboard.format;

import io.tradeboard.read.LedgerView;
import io.tradeboard.read.Marks;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.Standings;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.BoardId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The final standings of a board as a document: {@code tradeboard.board/1} of all traders with the field {@code excluded},
 * those of them who were excluded. Their rows stay, as somebody may be excluded, or no longer be, after the day is over.
 */
public final class ResultDocument implements ResultStore.Codec {
    private static final String EXCLUDED = "excluded";

    /** The document that is kept in Redis, beside the directory itself. */
    @Override
    public String write(Standings standings) throws IOException {
        return write(standings, List.of());
    }

    /** @param excluded the traders among the rows that were excluded when the day was final */
    String write(Standings standings, List<String> excluded) throws IOException {
        String board = Documents.board(BoardFacts.of(standings, standings.asOf()));
        return board.substring(0, board.length() - 1) + ",\"" + EXCLUDED + "\":" + Json.line(excluded) + "}";
    }

    @Override
    public Standings parse(String text) throws IOException {
        try {
            return standings((Map<?, ?>) Objects.requireNonNull(Json.parse(text)));
        } catch (ClassCastException
                | NullPointerException
                | NumberFormatException
                | ArithmeticException
                | DateTimeException e) {
            throw new IOException("a stored result cannot be read: " + e.getMessage(), e);
        }
    }

    private static Standings standings(Map<?, ?> document) {
        BigDecimal total = new BigDecimal(string(document, "totalVolume"));
        int scale = total.scale();
        List<Standings.Row> rows = new ArrayList<>();
        for (Object row : (List<?>) value(document, "rows")) {
            rows.add(row((Map<?, ?>) row, scale));
        }
        BigInteger units = total.unscaledValue();
        LedgerView ledger = new LedgerView(
                scale,
                ZoneId.of(string(document, "zone")),
                number(document, "traders"),
                number(document, "trades"),
                units,
                null,
                Marks.NONE,
                "",
                document.get("shards") == null ? 1 : Math.toIntExact(number(document, "shards")));
        return new Standings(
                new BoardId(string(document, "symbol"), LocalDate.parse(string(document, "day"))),
                string(document, "name"),
                ledger,
                Standings.Reading.at(Instant.parse(string(document, "asOf"))),
                verdict((Map<?, ?>) document.get("audit")),
                rows);
    }

    private static Standings.Row row(Map<?, ?> row, int scale) {
        Object gap = row.get("gapToNext");
        return new Standings.Row(
                Math.toIntExact(number(row, "rank")),
                (Boolean) value(row, "tied"),
                string(row, "traderId"),
                units(string(row, "volume"), scale),
                gap == null ? OptionalLong.empty() : OptionalLong.of(units((String) gap, scale)));
    }

    private static @Nullable Verdict verdict(@Nullable Map<?, ?> audit) {
        if (audit == null) {
            return null;
        }
        Object unverified = audit.get("unverified");
        return new Verdict(
                Instant.parse(string(audit, "at")),
                number(audit, "trades"),
                number(audit, "differences"),
                number(audit, "pending"),
                (Boolean) value(audit, "behind"),
                unverified == null ? "" : (String) unverified);
    }

    private static long units(String amount, int scale) {
        return new BigDecimal(amount).movePointRight(scale).longValueExact();
    }

    private static Object value(Map<?, ?> object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    private static String string(Map<?, ?> object, String name) {
        return (String) value(object, name);
    }

    private static long number(Map<?, ?> object, String name) {
        return ((Number) value(object, name)).longValue();
    }
}
