package io.tradeboard.screen;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in front of the page and takes the keys first. */
sealed interface Overlay {
    /**
     * What the keys do.
     *
     * @param from the first line that is shown
     */
    record Help(int from) implements Overlay {}

    /** A line of text that is being typed. */
    sealed interface Prompt extends Overlay {
        /** What the line asks for, in a word. */
        String label();

        String text();

        Prompt with(String other);
    }

    /**
     * A part of a trader's name.
     *
     * @param before where the selection was
     */
    record Find(String text, Cursor before) implements Prompt {
        @Override
        public String label() {
            return "find";
        }

        @Override
        public Find with(String other) {
            return new Find(other, before);
        }
    }

    /**
     * A symbol, or how it begins.
     *
     * @param traded the symbols that are traded today, null until they were read
     * @param listed whether they are being read or were, which Redis may refuse
     */
    record Symbol(String text, @Nullable Set<String> traded, boolean listed) implements Prompt {
        @Override
        public String label() {
            return "symbol";
        }

        @Override
        public Symbol with(String other) {
            return new Symbol(other, traded, listed);
        }
    }
}
