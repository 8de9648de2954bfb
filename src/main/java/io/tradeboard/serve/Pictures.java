package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import org.jspecify.annotations.Nullable;

/**
 * Whether pictures can be drawn, which takes a Java with the module java.desktop, a font library and a font; without one of
 * them there are no pictures. The Java of a release has no such module. Thread-safe.
 */
final class Pictures {
    private Pictures() {}

    /** Tried once, when a picture is first thought of. */
    private static final class Tried {
        static final boolean WORKS = works();

        private static boolean works() {
            try {
                return OpenGraph.canWrite();
            } catch (LinkageError e) {
                return false;
            }
        }
    }

    static boolean isPossible() {
        return Tried.WORKS;
    }

    /** The picture of a board as PNG, or null where it cannot be drawn. */
    static byte @Nullable [] of(BoardFacts board, Links links) {
        return isPossible() ? OpenGraph.image(board, links) : null;
    }
}
