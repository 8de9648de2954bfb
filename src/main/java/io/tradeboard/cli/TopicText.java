package io.tradeboard.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the text of a help topic. In its source, lines without indentation are paragraphs; an indented line is an
 * item, and where two spaces follow its first words, these are a term and the rest is its meaning. The lines below an
 * item go on where its meaning starts, or four columns behind its start. A line after a bar stays as it is.
 */
final class TopicText {
    private static final int HANGING = 4;
    private static final Pattern LINE = Pattern.compile("( *)(?:(\\S+(?: \\S+)*)  +)?(\\S.*)");

    private final Page page;
    private @Nullable Block open;

    private TopicText(Page page) {
        this.page = page;
    }

    /** Lines of the source that belong together. */
    private record Block(int indent, @Nullable String term, int column, StringBuilder text) {
        boolean goesOnAt(int column) {
            return indent == 0 ? column == 0 : column == this.column || column == indent + HANGING;
        }

        void write(Page page) {
            if (term != null) {
                page.item(indent, term, column, text.toString());
            } else if (indent == 0) {
                page.paragraph(text.toString());
            } else {
                page.hanging(indent, text.toString());
            }
        }
    }

    static Page write(String source, Page page) {
        TopicText text = new TopicText(page);
        source.lines().forEach(text::line);
        text.close();
        return page;
    }

    private void line(String line) {
        Matcher parts = LINE.matcher(line);
        if (line.startsWith("|") || !parts.matches()) {
            close();
            page.verbatim(line.isEmpty() ? "" : line.substring(1));
            return;
        }
        int indent = parts.group(1).length();
        String term = parts.group(2);
        Block block = open;
        if (block != null && term == null && block.goesOnAt(indent)) {
            block.text.append(' ').append(parts.group(3));
            return;
        }
        close();
        int column = term == null ? indent + HANGING : parts.start(3);
        open = new Block(indent, term, column, new StringBuilder(parts.group(3)));
    }

    private void close() {
        if (open != null) {
            open.write(page);
            open = null;
        }
    }
}
