package io.tradeboard.ingest;

import io.tradeboard.board.Mark;
import io.tradeboard.trade.BoardId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The marks that the writers of a log directory have put on boards, as far as this daemon knows, and which days they have
 * closed.
 *
 * <p>Confined to the flush thread.
 */
final class Marks {
    private final Map<String, Map<BoardId, Mark>> byWriter = new HashMap<>();
    private final Map<String, Set<BoardId>> closed = new HashMap<>();
    private final Set<String> incomplete = new HashSet<>();

    Mark of(String writer, BoardId board) {
        return byWriter.getOrDefault(writer, Map.of()).getOrDefault(board, Mark.ZERO);
    }

    /** Notes marks; a board that was moved is not closed any more. */
    void putAll(String writer, Map<BoardId, Mark> marks) {
        Map<BoardId, Mark> known = byWriter.computeIfAbsent(writer, w -> new HashMap<>());
        marks.forEach((board, mark) -> {
            if (!mark.equals(known.put(board, mark))) {
                reopen(writer, board);
            }
        });
    }

    Map<String, Map<BoardId, Mark>> all() {
        return byWriter;
    }

    Set<BoardId> boards() {
        Set<BoardId> boards = new HashSet<>();
        byWriter.values().forEach(marks -> boards.addAll(marks.keySet()));
        return boards;
    }

    /** Notes that the log of a writer ends before its marks: there is a whole one elsewhere, or its end is lost. */
    void incomplete(String writer) {
        incomplete.add(writer);
    }

    /**
     * The marks of a writer on boards that it has counted on, that are over, and that it has not closed yet. Nobody knows
     * when a writer has finished whose whole log is not here.
     */
    Map<BoardId, Mark> toClose(String writer, Predicate<BoardId> isOver) {
        if (incomplete.contains(writer)) {
            return new HashMap<>();
        }
        Set<BoardId> done = closed.computeIfAbsent(writer, w -> new HashSet<>());
        Map<BoardId, Mark> marks = new HashMap<>();
        byWriter.getOrDefault(writer, Map.of()).forEach((board, mark) -> {
            if (!mark.equals(Mark.ZERO) && !mark.isPartial() && !done.contains(board) && isOver.test(board)) {
                marks.put(board, mark);
            }
        });
        return marks;
    }

    void closed(String writer, Set<BoardId> boards) {
        closed.computeIfAbsent(writer, w -> new HashSet<>()).addAll(boards);
    }

    /** Notes that a board may have lost what was said of it at its close. */
    void reopen(String writer, BoardId board) {
        closed.getOrDefault(writer, new HashSet<>()).remove(board);
    }

    /** Notes the same of all boards. */
    void reopenAll() {
        closed.values().forEach(Set::clear);
    }

    void forget(Predicate<BoardId> gone) {
        byWriter.values().forEach(marks -> marks.keySet().removeIf(gone));
        closed.values().forEach(boards -> boards.removeIf(gone));
    }
}
