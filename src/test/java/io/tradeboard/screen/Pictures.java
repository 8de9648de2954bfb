package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Draws models on a virtual terminal and compares the cells with stored pictures. */
final class Pictures {
    private Pictures() {}

    /** The cells of the screen as text, a line for each row, without the spaces at their ends. */
    static String draw(Model model, int columns, int rows) {
        return text(View.draw(model.within(columns, rows)));
    }

    static String text(Frame frame) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < frame.rows(); row++) {
            StringBuilder line = new StringBuilder();
            for (TextCharacter cell : frame.row(row)) {
                if (!Frame.isSecondHalf(cell)) {
                    assertThat(cell.getCharacterString().codePoints()).noneMatch(Character::isISOControl);
                    line.append(cell.getCharacterString());
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /**
     * The looks of the cells: under each row of text a row of letters, one for each look, in which a dot is the default;
     * what the letters mean follows.
     */
    static String look(Model model, int columns, int rows) {
        List<String> lines = draw(model, columns, rows).lines().toList();
        List<TextCharacter> cells = cells(model, columns, rows);
        Map<String, Character> letters = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append(lines.get(row)).append('\n');
            for (TextCharacter cell : cells.subList(row * columns, (row + 1) * columns)) {
                String look = cell.getModifiers() + " " + color(cell.getForegroundColor());
                boolean plain = look.equals("[] DEFAULT");
                text.append(plain ? '.' : letters.computeIfAbsent(look, added -> (char) ('A' + letters.size())));
            }
            text.append('\n');
        }
        letters.forEach(
                (look, letter) -> text.append(letter).append(' ').append(look).append('\n'));
        return text.toString();
    }

    /** The name of a colour: that of the terminal, or its red, green and blue. */
    static String color(TextColor color) {
        return color instanceof TextColor.RGB rgb && !(color instanceof TextColor.Indexed)
                ? String.format("#%02X%02X%02X", rgb.getRed(), rgb.getGreen(), rgb.getBlue())
                : color.toString();
    }

    /** One cell of the screen, with its colours. */
    static TextCharacter cell(Model model, int column, int row) {
        return View.draw(model.within(80, 24)).row(row)[column];
    }

    /** All cells of the screen; a glyph of two cells stands in both. */
    static List<TextCharacter> cells(Model model, int columns, int rows) {
        Frame frame = View.draw(model.within(columns, rows));
        List<TextCharacter> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (TextCharacter cell : frame.row(row)) {
                cells.add(Frame.isSecondHalf(cell) ? cells.get(cells.size() - 1) : cell);
            }
        }
        return cells;
    }

    /** Compares with the stored picture; with {@code -Dpictures.write=true} it is stored instead. */
    static void assertLooksLike(String name, String picture) {
        if (Boolean.getBoolean("pictures.write")) {
            try {
                Files.writeString(Path.of("src/test/resources/io/tradeboard/screen", name + ".txt"), picture);
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(picture).isEqualTo(stored(name));
    }

    private static String stored(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream(name + ".txt")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
