package io.tradeboard.status;

import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A board that refuses the trades of a daemon.
 *
 * @param reason in words for an operator
 */
public record RefusedBoard(BoardId board, String reason) {
    /** One line for each board: symbol, day, reason. */
    static String text(List<RefusedBoard> refused) {
        return refused.stream()
                .map(each -> each.board + " " + each.reason.replaceAll("\\R", " "))
                .collect(Collectors.joining("\n"));
    }

    /** Reads the text form; a line that is not of it names no board. */
    static List<RefusedBoard> parse(String text) {
        return text.lines()
                .map(RefusedBoard::parseLine)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable RefusedBoard parseLine(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3 || !Symbols.isSymbol(parts[0])) {
            return null;
        }
        try {
            return new RefusedBoard(new BoardId(parts[0], LocalDate.parse(parts[1])), parts[2]);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
