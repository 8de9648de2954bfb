package io.tradeboard.screen;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How each role looks. Colours only repeat what a glyph or a word says, never paint the background, and are never red
 * or green.
 *
 * @param kind for which background colours are chosen
 * @param colors how many the terminal has
 */
public record Theme(Kind kind, Colors colors) {
    /** The themes, in the order in which a key goes through them. */
    public enum Kind {
        /** Bold and reverse only: right on any background. */
        NEUTRAL,
        DARK,
        LIGHT;

        Kind next() {
            return switch (this) {
                case NEUTRAL -> DARK;
                case DARK -> LIGHT;
                case LIGHT -> NEUTRAL;
            };
        }
    }

    /** What the terminal can show. */
    public enum Colors {
        NONE,
        EIGHT,
        INDEXED,
        TRUE
    }

    /** What a piece of text is for. */
    enum Role {
        BODY,
        HEADER,
        /** What stands above a column or a panel. */
        HEADING,
        /** A bar or a sparkline. */
        BAR,
        /** A state, or a proof, that is as it should be. */
        GOOD,
        /** One that is not. */
        WARN,
        UP,
        DOWN,
        MUTED,
        /** A selection, or a banner. */
        ALERT
    }

    /** A colour on a dark and on a light background, for each number of colours. */
    private record Shade(
            TextColor eightDark,
            TextColor eightLight,
            TextColor indexedDark,
            TextColor indexedLight,
            TextColor trueDark,
            TextColor trueLight) {
        TextColor of(Theme theme) {
            boolean light = theme.kind == Kind.LIGHT;
            return switch (theme.kind == Kind.NEUTRAL ? Colors.NONE : theme.colors) {
                case NONE -> TextColor.ANSI.DEFAULT;
                case EIGHT -> light ? eightLight : eightDark;
                case INDEXED -> light ? indexedLight : indexedDark;
                case TRUE -> light ? trueLight : trueDark;
            };
        }
    }

    private static final Shade UP = shade(TextColor.ANSI.BLUE, TextColor.ANSI.BLUE, 75, 25, "#56B4E9", "#0072B2");
    private static final Shade DOWN =
            shade(TextColor.ANSI.YELLOW, TextColor.ANSI.MAGENTA, 214, 94, "#E69F00", "#A34700");
    private static final Shade GOOD = shade(TextColor.ANSI.CYAN, TextColor.ANSI.CYAN, 80, 30, "#44C7C7", "#007A7A");
    private static final Shade MUTED =
            shade(TextColor.ANSI.DEFAULT, TextColor.ANSI.DEFAULT, 248, 240, "#A8A8A8", "#585858");

    /** The colours of monograms: far enough from each other, readable, and none of them red or green. */
    private static final List<Shade> MONOGRAMS = List.of(
            UP,
            DOWN,
            GOOD,
            shade(TextColor.ANSI.MAGENTA, TextColor.ANSI.MAGENTA, 176, 90, "#CC79A7", "#882255"),
            shade(TextColor.ANSI.DEFAULT, TextColor.ANSI.DEFAULT, 147, 61, "#AFAFFF", "#4B3FA7"));

    private static Shade shade(
            TextColor eightDark, TextColor eightLight, int dark, int light, String trueDark, String trueLight) {
        return new Shade(
                eightDark,
                eightLight,
                new TextColor.Indexed(dark),
                new TextColor.Indexed(light),
                TextColor.Factory.fromString(trueDark),
                TextColor.Factory.fromString(trueLight));
    }

    /** The theme for a terminal: what it says of its background in {@code COLORFGBG}, if it says anything. */
    public static Kind ofTerminal(@Nullable String colorFgBg) {
        String background = colorFgBg == null ? "" : colorFgBg.substring(colorFgBg.lastIndexOf(';') + 1);
        return switch (background) {
            case "0", "1", "2", "3", "4", "5", "6", "8" -> Kind.DARK;
            case "7", "9", "10", "11", "12", "13", "14", "15" -> Kind.LIGHT;
            default -> Kind.NEUTRAL;
        };
    }

    /** The character in the look of its role. */
    TextCharacter dress(TextCharacter character, Role role) {
        return switch (role) {
            case BODY -> character;
            // One modifier at a time: the library's method for several leaves the character as it is.
            case HEADER -> character.withModifier(SGR.BOLD);
            case HEADING, GOOD -> character.withForegroundColor(GOOD.of(this)).withModifier(SGR.BOLD);
            case BAR -> character.withForegroundColor(UP.of(this));
            case WARN -> character.withForegroundColor(DOWN.of(this)).withModifier(SGR.REVERSE);
            case ALERT -> character.withModifier(SGR.REVERSE);
            case UP -> character.withForegroundColor(UP.of(this));
            case DOWN -> character.withForegroundColor(DOWN.of(this));
            case MUTED -> character.withForegroundColor(MUTED.of(this));
        };
    }

    /** The character in the colour of a trader, which is the same wherever it is drawn. */
    TextCharacter dressMonogram(TextCharacter character, String traderId) {
        Shade shade = MONOGRAMS.get(Math.floorMod(traderId.hashCode(), MONOGRAMS.size()));
        return character.withForegroundColor(shade.of(this));
    }
}
