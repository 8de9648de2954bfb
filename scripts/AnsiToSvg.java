import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a captured terminal screen as an SVG: lines of text on standard input, with the escape sequences of ECMA-48 for
 * bold, reverse and the 256 colours of xterm, as {@code tmux capture-pane -e} writes them. With the argument
 * {@code light} the background is light.
 */
final class AnsiToSvg {
    private static final int CELL_WIDTH = 8;
    private static final int LINE_HEIGHT = 18;
    private static final int MARGIN = 12;
    private static final int FIRST_BLOCK = 0x2581;
    private static final int LAST_BLOCK = 0x258F;
    private static final String DARK = "#16181d";
    private static final String LIGHT = "#fbfbf8";
    private static final String[] SIXTEEN = {
        "#16181d", "#bf616a", "#a3be8c", "#ebcb8b", "#5e9bd6", "#b48ead", "#88c0d0", "#d8dee9",
        "#4c566a", "#bf616a", "#a3be8c", "#ebcb8b", "#5e9bd6", "#b48ead", "#8fbcbb", "#eceff4"
    };

    /** What stands together: spaces at its ends, or more than one inside, would be for the renderer to keep. */
    private static final Pattern WORDS = Pattern.compile("\\S+(?: \\S+)*");

    private final StringBuilder svg = new StringBuilder();
    private final String background;
    private final String foreground;
    private String color;
    private boolean bold;
    private boolean reverse;

    private AnsiToSvg(boolean light) {
        this.background = light ? LIGHT : DARK;
        this.foreground = light ? "#24292f" : "#d8dee9";
        this.color = foreground;
    }

    public static void main(String[] args) throws IOException {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        boolean light = args.length > 0 && args[0].equals("light");
        System.out.write(new AnsiToSvg(light).draw(text.split("\n", -1)).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private String draw(String[] lines) {
        int columns = 0;
        for (int row = 0; row < lines.length; row++) {
            columns = Math.max(columns, line(lines[row], row));
        }
        int width = columns * CELL_WIDTH + 2 * MARGIN;
        int height = lines.length * LINE_HEIGHT + 2 * MARGIN;
        return String.format(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
                <title>tradeboard in a terminal</title>
                <rect width="%1$d" height="%2$d" rx="8" fill="%3$s"/>
                <g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
                %4$s</g>
                </svg>
                """,
                width, height, background, svg);
    }

    /** Draws one line; returns how many cells it takes. */
    private int line(String line, int row) {
        int column = 0;
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == '\u001b') {
                int end = line.indexOf('m', at);
                style(line.substring(at + 2, end));
                at = end + 1;
                continue;
            }
            int end = line.indexOf('\u001b', at);
            String run = line.substring(at, end < 0 ? line.length() : end);
            column = run(run, column, row);
            at += run.length();
        }
        return column;
    }

    /** Draws text in one style, cut where a wide letter stands, so that no font can move what follows. */
    private int run(String text, int from, int row) {
        int column = from;
        StringBuilder narrow = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            if (codePoint >= FIRST_BLOCK && codePoint <= LAST_BLOCK) {
                put(narrow.toString(), column, narrow.length(), row);
                column += narrow.length();
                narrow.setLength(0);
                block(codePoint, column++, row);
                continue;
            }
            if (codePoint < 0x2E80) {
                narrow.appendCodePoint(codePoint);
                continue;
            }
            put(narrow.toString(), column, narrow.length(), row);
            column += narrow.length();
            narrow.setLength(0);
            put(Character.toString(codePoint), column, 2, row);
            column += 2;
        }
        put(narrow.toString(), column, narrow.length(), row);
        return column + narrow.length();
    }

    /** Draws a block of eighths: from below up to the full cell, and on from the left; fonts leave gaps between them. */
    private void block(int codePoint, int column, int row) {
        int eighths = codePoint - FIRST_BLOCK + 1;
        int width = eighths <= 8 ? CELL_WIDTH : CELL_WIDTH - (eighths - 8) * CELL_WIDTH / 8;
        int height = eighths <= 8 ? eighths * LINE_HEIGHT / 8 : LINE_HEIGHT;
        int x = MARGIN + column * CELL_WIDTH;
        int y = MARGIN + (row + 1) * LINE_HEIGHT - height;
        if (reverse) {
            svg.append(rectangle(x, MARGIN + row * LINE_HEIGHT, CELL_WIDTH, LINE_HEIGHT, color));
        }
        svg.append(rectangle(x, y, width, height, reverse ? background : color));
    }

    private static String rectangle(int x, int y, int width, int height, String fill) {
        return String.format("<path fill=\"%s\" d=\"M%d %dh%dv%dh-%dz\"/>%n", fill, x, y, width, height, width);
    }

    private void put(String text, int column, int cells, int row) {
        int x = MARGIN + column * CELL_WIDTH;
        int y = MARGIN + row * LINE_HEIGHT;
        if (reverse && cells > 0) {
            svg.append(rectangle(x, y, cells * CELL_WIDTH, LINE_HEIGHT, color));
        }
        Matcher words = WORDS.matcher(text);
        while (words.find()) {
            int width = text.length() == words.end() - words.start() ? cells : words.end() - words.start();
            svg.append(String.format(
                    "<text x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\" fill=\"%s\"%s>%s</text>%n",
                    x + words.start() * CELL_WIDTH,
                    y + 13,
                    width * CELL_WIDTH,
                    reverse ? background : color,
                    bold ? " font-weight=\"bold\"" : "",
                    words.group().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
        }
    }

    private void style(String parameters) {
        List<Integer> codes = new ArrayList<>();
        for (String each : parameters.split(";")) {
            codes.add(each.isEmpty() ? 0 : Integer.parseInt(each));
        }
        for (int i = 0; i < codes.size(); i++) {
            int code = codes.get(i);
            if (code == 0) {
                color = foreground;
                bold = false;
                reverse = false;
            } else if (code == 1) {
                bold = true;
            } else if (code == 7) {
                reverse = true;
            } else if (code == 22) {
                bold = false;
            } else if (code == 27) {
                reverse = false;
            } else if (code == 39) {
                color = foreground;
            } else if (code >= 30 && code <= 37) {
                color = SIXTEEN[code - 30];
            } else if (code >= 90 && code <= 97) {
                color = SIXTEEN[code - 82];
            } else if (code == 38 && i + 2 < codes.size() && codes.get(i + 1) == 5) {
                color = indexed(codes.get(i + 2));
                i += 2;
            }
        }
    }

    private static String indexed(int index) {
        if (index < SIXTEEN.length) {
            return SIXTEEN[index];
        }
        if (index >= 232) {
            int gray = 8 + 10 * (index - 232);
            return hex(gray, gray, gray);
        }
        int cube = index - 16;
        return hex(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static String hex(int red, int green, int blue) {
        return String.format("#%02x%02x%02x", red, green, blue);
    }
}
