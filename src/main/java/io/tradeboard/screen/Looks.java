package io.tradeboard.screen;

import io.tradeboard.read.Sample;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys that change how things are drawn. */
final class Looks {
    private static final List<Integer> DEPTHS = List.of(10, 25, Model.MOST_ROWS);

    private Looks() {}

    /** Does what the character asks for; returns whether that is anything. */
    static boolean command(Edit next, char character) {
        Look look = next.look;
        switch (character) {
            case 'm' -> changeBaseline(next);
            case '+', '=' ->
                DEPTHS.stream()
                        .filter(depth -> depth > look.depth())
                        .findFirst()
                        .ifPresent(depth -> next.look = look.withDepth(depth));
            case '-' ->
                DEPTHS.stream()
                        .filter(depth -> depth < look.depth())
                        .reduce((smaller, larger) -> larger)
                        .ifPresent(depth -> {
                            next.look = look.withDepth(depth);
                            next.cursor = Cursor.NOWHERE;
                        });
            case 'u' -> next.look = look.withCompact(!look.compact());
            case 'z' -> {
                next.look = look.withLocal(!look.local());
                next.say("times are in " + next.done().times().zone().getId());
            }
            case 't' -> {
                Theme theme = new Theme(look.theme().kind().next(), look.theme().colors());
                next.look = look.with(theme);
                next.say("theme " + theme.kind().name().toLowerCase(Locale.ROOT)
                        + (theme.colors() == Theme.Colors.NONE ? ", without colours here" : ""));
            }
            case 'w' -> next.look = look.withWall(!look.wall());
            default -> {
                return false;
            }
        }
        return true;
    }

    static void background(Edit next, Theme.@Nullable Kind kind) {
        if (kind != null) {
            next.look = next.look.with(next.look.theme().on(kind));
        }
    }

    private static void changeBaseline(Edit next) {
        Baseline baseline = next.look.baseline().next();
        next.look = next.look.with(baseline);
        Model.Board board = next.board();
        Sample past = board == null ? null : baseline.of(board);
        next.say(
                past == null
                        ? "movement against " + baseline.label(next.config.refresh()) + ": nothing is known yet"
                        : "movement since " + next.done().times().second(past.at()));
    }
}
