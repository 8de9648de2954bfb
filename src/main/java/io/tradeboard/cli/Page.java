package io.tradeboard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays out help for a terminal of some width. Lines break at spaces only, so that an option, a path or a list such as
 * {@code A|B|C} is never split; a word that is wider than the terminal has a line of its own.
 */
final class Page {
    /** Below a term rather than beside it where there is less room than this. */
    private static final int LEAST_MEANING = 24;

    private static final int BELOW = 4;
    private static final Pattern SHELL_WORD = Pattern.compile("(?:'[^']*'|\\S)+");

    private final int width;
    private final List<String> lines = new ArrayList<>();

    /** @param width of the terminal, in columns */
    Page(int width) {
        this.width = width;
    }

    Page blank() {
        return verbatim("");
    }

    /** A line that stays as it is. */
    Page verbatim(String line) {
        lines.add(line);
        return this;
    }

    Page paragraph(String text) {
        return block(0, 0, text);
    }

    /** Text whose lines below the first are indented further. */
    Page hanging(int indent, String text) {
        return block(indent, indent + BELOW, text);
    }

    /**
     * A term and what it means.
     *
     * @param column where the meaning starts, where the terminal is wide enough for both
     */
    Page item(int indent, String term, int column, String meaning) {
        if (width - column < LEAST_MEANING) {
            return block(indent, indent + BELOW, term).block(indent + BELOW, indent + BELOW, meaning);
        }
        if (indent + term.length() + 2 > column) {
            return verbatim(" ".repeat(indent) + term).block(column, column, meaning);
        }
        int first = lines.size();
        block(column, column, meaning);
        String start = " ".repeat(indent) + term;
        lines.set(first, start + lines.get(first).substring(start.length()));
        return this;
    }

    /** Items whose meanings start in one column, behind the longest term that is no longer than {@code longest}. */
    Page items(int indent, int longest, List<String> terms, List<String> meanings) {
        int column = indent
                + 2
                + terms.stream()
                        .mapToInt(String::length)
                        .filter(length -> length <= longest)
                        .max()
                        .orElse(longest);
        for (int i = 0; i < terms.size(); i++) {
            item(indent, terms.get(i), column, meanings.get(i));
        }
        return this;
    }

    /** A command that can be copied into a shell, also where it takes several lines. */
    Page shell(String command) {
        List<String> words =
                SHELL_WORD.matcher(command).results().map(word -> word.group()).toList();
        StringBuilder line = new StringBuilder("  ");
        for (String word : words) {
            if (!line.toString().isBlank() && line.length() + word.length() + " \\".length() > width) {
                lines.add(line + "\\");
                line = new StringBuilder("    ");
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return this;
    }

    private Page block(int first, int others, String text) {
        StringBuilder line = new StringBuilder(" ".repeat(first));
        boolean empty = true;
        for (String word : (Iterable<String>) Stream.of(text.strip().split("\\s+"))::iterator) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(others));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
