package io.tradeboard.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Letters of five rows, each dot of them one or two cells wide, to be read from far away. */
final class BlockLetters {
    static final int ROWS = 5;

    private static final String FULL = "█";
    private static final String FULL_ASCII = "#";
    private static final Map<Character, String[]> GLYPHS = glyphs("""
            A .#. #.# ### #.# #.#
            B ##. #.# ##. #.# ##.
            C .## #.. #.. #.. .##
            D ##. #.# #.# #.# ##.
            E ### #.. ##. #.. ###
            F ### #.. ##. #.. #..
            G .## #.. #.# #.# .##
            H #.# #.# ### #.# #.#
            I ### .#. .#. .#. ###
            J ..# ..# ..# #.# .#.
            K #.# #.# ##. #.# #.#
            L #.. #.. #.. #.. ###
            M #...# ##.## #.#.# #...# #...#
            N #..# ##.# #.## #..# #..#
            O .#. #.# #.# #.# .#.
            P ##. #.# ##. #.. #..
            Q .##. #..# #..# #.## .###
            R ##. #.# ##. #.# #.#
            S .## #.. .#. ..# ##.
            T ### .#. .#. .#. .#.
            U #.# #.# #.# #.# ###
            V #.# #.# #.# #.# .#.
            W #...# #...# #.#.# ##.## #...#
            X #.# #.# .#. #.# #.#
            Y #.# #.# .#. .#. .#.
            Z ### ..# .#. #.. ###
            0 ### #.# #.# #.# ###
            1 .#. ##. .#. .#. ###
            2 ##. ..# .#. #.. ###
            3 ##. ..# .#. ..# ##.
            4 #.# #.# ### ..# ..#
            5 ### #.. ##. ..# ##.
            6 .## #.. ##. #.# .#.
            7 ### ..# .#. .#. .#.
            8 .#. #.# .#. #.# .#.
            9 .#. #.# .## ..# ##.
            - ... ... ### ... ...
            . . . . . #
            _ ... ... ... ... ###
            / ..# ..# .#. #.. #..
            """);

    private BlockLetters() {}

    private static Map<Character, String[]> glyphs(String lines) {
        Map<Character, String[]> glyphs = new HashMap<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                glyphs.put(line.charAt(0), line.substring(2).split(" ", -1));
            }
        }
        String[] space = Collections.nCopies(ROWS, "..").toArray(String[]::new);
        glyphs.put(' ', space);
        return glyphs;
    }

    /**
     * The rows of a text in capitals, as wide as fits.
     *
     * @return none where it does not fit, or has a character without a glyph
     */
    static List<String> rows(String text, int cells, boolean ascii) {
        String capitals = text.toUpperCase(Locale.ROOT);
        List<StringBuilder> dots = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            dots.add(new StringBuilder());
        }
        for (int i = 0; i < capitals.length(); i++) {
            String[] glyph = GLYPHS.get(capitals.charAt(i));
            if (glyph == null) {
                return List.of();
            }
            for (int row = 0; row < ROWS; row++) {
                dots.get(row).append(i == 0 ? "" : ".").append(glyph[row]);
            }
        }
        int width = dots.get(0).length();
        if (width == 0 || width > cells) {
            return List.of();
        }
        int wide = 2 * width <= cells ? 2 : 1;
        String full = (ascii ? FULL_ASCII : FULL).repeat(wide);
        return dots.stream()
                .map(row -> row.toString().replace(".", " ".repeat(wide)).replace("#", full))
                .toList();
    }
}
