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
 * @param automatic whether the background that the terminal reports may change it
 */
public record Theme(Kind kind, Colors colors, boolean automatic) {
    /** The themes, in the order in which a key goes through them. */
    public enum Kind {
        /** Those of the terminal's own colours that can be read on any background. */
        NEUTRAL,
        DARK,
        LIGHT,
        /** Bold and reverse only. */
        MONO;

        Kind next() {
            return switch (this) {
                case NEUTRAL -> DARK;
                case DARK -> LIGHT;
                case LIGHT -> MONO;
                case MONO -> NEUTRAL;
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
        /** The title of the screen, and a row that has changed. */
        HEADER,
        /** A heading: of a column, of a panel. */
        HEADING,
        UP,
        DOWN,
        MUTED,
        /** A bar, or a line of them; what is left of its full length is {@link #MUTED}. */
        BAR,
        /** A state that is as it should be. */
        GOOD,
        /** A state that passes by itself, or asks for a look. */
        WARN,
        /** A selection, or a state that is not as it should be. */
        ALERT
    }

    /** A hue in the terminal's own colours for any background, and for a dark and a light one by number of colours. */
    private record Shade(
            TextColor neutral,
            TextColor eightDark,
            TextColor eightLight,
            TextColor indexedDark,
            TextColor indexedLight,
            TextColor trueDark,
            TextColor trueLight) {
        TextColor of(Theme theme) {
            boolean light = theme.kind == Kind.LIGHT;
            if (theme.isMono()) {
                return TextColor.ANSI.DEFAULT;
            }
            if (theme.kind == Kind.NEUTRAL) {
                return neutral;
            }
            return switch (theme.colors) {
                case NONE -> TextColor.ANSI.DEFAULT;
                case EIGHT -> light ? eightLight : eightDark;
                case INDEXED -> light ? indexedLight : indexedDark;
                case TRUE -> light ? trueLight : trueDark;
            };
        }
    }

    // Of the 16 colours as most terminals have them, red and grey aside, only these two have a contrast of 3:1 and more
    // on
    // black and on white.
    private static final TextColor ANY_BLUE = TextColor.ANSI.BLUE_BRIGHT;
    private static final TextColor ANY_MAGENTA = TextColor.ANSI.MAGENTA;
    private static final TextColor ANY = TextColor.ANSI.DEFAULT;

    private static final Shade BLUE =
            shade(ANY_BLUE, TextColor.ANSI.BLUE_BRIGHT, TextColor.ANSI.BLUE, 75, 25, "#56B4E9", "#0072B2");
    private static final Shade ORANGE =
            shade(ANY_MAGENTA, TextColor.ANSI.YELLOW, TextColor.ANSI.MAGENTA, 214, 94, "#E69F00", "#A34700");
    private static final Shade TEAL =
            shade(ANY_BLUE, TextColor.ANSI.CYAN, TextColor.ANSI.BLUE, 80, 30, "#44C7C7", "#007A7A");
    private static final Shade VIOLET =
            shade(ANY_BLUE, TextColor.ANSI.CYAN, TextColor.ANSI.BLUE, 147, 61, "#AFAFFF", "#4B3FA7");
    private static final Shade ROSE =
            shade(ANY_MAGENTA, TextColor.ANSI.MAGENTA, TextColor.ANSI.MAGENTA, 176, 90, "#CC79A7", "#882255");
    private static final Shade GRAY = shade(ANY, ANY, ANY, 248, 240, "#A8A8A8", "#585858");

    /** The colours of monograms: far enough from each other, readable, and none of them red or green. */
    private static final List<Shade> MONOGRAMS = List.of(BLUE, ORANGE, TEAL, ROSE, VIOLET);

    private static Shade shade(
            TextColor any,
            TextColor eightDark,
            TextColor eightLight,
            int dark,
            int light,
            String trueDark,
            String trueLight) {
        return new Shade(
                any,
                eightDark,
                eightLight,
                new TextColor.Indexed(dark),
                new TextColor.Indexed(light),
                TextColor.Factory.fromString(trueDark),
                TextColor.Factory.fromString(trueLight));
    }

    /** A theme that was chosen. */
    public Theme(Kind kind, Colors colors) {
        this(kind, colors, false);
    }

    /** The theme for a terminal that was not asked yet: by {@code COLORFGBG}, until it reports its background. */
    public static Theme automatic(@Nullable String colorFgBg, Colors colors) {
        return colors == Colors.NONE ? new Theme(Kind.MONO, colors) : new Theme(ofTerminal(colorFgBg), colors, true);
    }

    /** Whether there are no colours at all. */
    private boolean isMono() {
        return kind == Kind.MONO || colors == Colors.NONE;
    }

    /** The theme once the terminal has reported its background. */
    Theme on(Kind background) {
        return automatic ? new Theme(background, colors, true) : this;
    }

    /** What a terminal says of its background in {@code COLORFGBG}, if it says anything. */
    static Kind ofTerminal(@Nullable String colorFgBg) {
        String background = colorFgBg == null ? "" : colorFgBg.substring(colorFgBg.lastIndexOf(';') + 1);
        return switch (background) {
            case "0", "1", "2", "3", "4", "5", "6", "8" -> Kind.DARK;
            case "7", "9", "10", "11", "12", "13", "14", "15" -> Kind.LIGHT;
            default -> Kind.NEUTRAL;
        };
    }

    /** The character in the look of its role. */
    TextCharacter dress(TextCharacter character, Role role) {
        boolean reversed = role == Role.ALERT || (role == Role.WARN && isMono());
        if (character.is(' ') && !reversed) {
            return character;
        }
        return switch (role) {
            case BODY -> character;
            // One modifier at a time: the library's method for several leaves the character as it is.
            case HEADER -> character.withModifier(SGR.BOLD);
            case ALERT -> character.withModifier(SGR.REVERSE);
            case HEADING -> character.withModifier(SGR.BOLD).withForegroundColor(VIOLET.of(this));
            case GOOD -> character.withModifier(SGR.BOLD).withForegroundColor(TEAL.of(this));
            case WARN ->
                isMono()
                        ? character.withModifier(SGR.REVERSE)
                        : character.withModifier(SGR.BOLD).withForegroundColor(ORANGE.of(this));
            case UP, BAR -> character.withForegroundColor(BLUE.of(this));
            case DOWN -> character.withForegroundColor(ORANGE.of(this));
            case MUTED -> character.withForegroundColor(GRAY.of(this));
        };
    }

    /** The character in the colour of a trader, which is the same wherever it is drawn. */
    TextCharacter dressMonogram(TextCharacter character, String traderId) {
        Shade shade = MONOGRAMS.get(Math.floorMod(traderId.hashCode(), MONOGRAMS.size()));
        return character.withForegroundColor(shade.of(this));
    }
}
