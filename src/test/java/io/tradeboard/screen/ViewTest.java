package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.CLOSED;
import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.after;
import static io.tradeboard.screen.Scenes.audited;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.config;
import static io.tradeboard.screen.Scenes.crowd;
import static io.tradeboard.screen.Scenes.daemon;
import static io.tradeboard.screen.Scenes.fallen;
import static io.tradeboard.screen.Scenes.heard;
import static io.tradeboard.screen.Scenes.loaded;
import static io.tradeboard.screen.Scenes.marked;
import static io.tradeboard.screen.Scenes.named;
import static io.tradeboard.screen.Scenes.pressed;
import static io.tradeboard.screen.Scenes.refreshed;
import static io.tradeboard.screen.Scenes.sample;
import static io.tradeboard.screen.Scenes.shown;
import static io.tradeboard.screen.Scenes.start;
import static io.tradeboard.screen.Scenes.typed;
import static io.tradeboard.screen.Scenes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import io.tradeboard.read.History;
import io.tradeboard.read.Sample;
import io.tradeboard.read.Standings;
import io.tradeboard.read.Vitals;
import io.tradeboard.status.Verdict;
import io.tradeboard.trade.Symbols;
import java.awt.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViewTest {
    static final Instant LATER = NOON.plusSeconds(61);
    private static final Standings FIRST = board(
            NOON,
            "atlas-fund=481207714",
            "mira.k=400000000",
            "kestrel=399999999",
            "orion_desk=390455190",
            "zed=8841000",
            "gone=1");
    static final Standings SECOND = board(
            LATER,
            "atlas-fund=481207714",
            "kestrel=479011502",
            "orion_desk=400000000",
            "mira.k=400000000",
            "quanta\u001b[31m\u202e\u009b=211840000",
            "東京トレーダー=190522075",
            "zed=8841001",
            "a-name-that-is-far-too-long-for-the-column-it-stands-in-by-any-measure=5");

    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Verdict DIFFERS = new Verdict(NOON.minusSeconds(120), 5, 1_200, 0, false, "");
    private static final Verdict UNVERIFIED = new Verdict(NOON.minusSeconds(120), 5, 0, 0, false, "its log is gone");

    static Model moved(WatchConfig config) {
        return after(
                refreshed(shown(config, FIRST), SECOND),
                new Event.Tick(LATER.plusSeconds(23)),
                heard(daemon("RUNNING", Duration.ofSeconds(1)), LATER.plusSeconds(23)));
    }

    /** The samples of the last hour. */
    static List<Sample> hour() {
        return IntStream.rangeClosed(0, 60)
                .mapToObj(minute -> sample(
                        LATER.minusSeconds(3_601 - 60L * minute),
                        "atlas-fund=" + (301_207_714 + 3_000_000L * minute),
                        "kestrel=" + (230_000_000 + 69_000L * minute * minute),
                        "mira.k=400000000",
                        "orion_desk=" + (minute < 30 ? 1 : 390_000_000)))
                .toList();
    }

    /** The screen with the history of its last hour, and a trader followed who is not among the rows. */
    static Model withHistory(WatchConfig config) {
        List<Sample> samples = hour();
        boolean follows = config.follow() != null;
        Model start = after(Model.start(config, NOON, 80, 24), new Event.Tick(NOON));
        Model first = after(
                start,
                new Event.Loaded(1, FIRST, History.NONE, follows ? ghost(149, 88_399) : null),
                new Event.Tick(LATER));
        return after(
                first,
                new Event.Loaded(2, SECOND, new History(samples), follows ? ghost(137, 88_400) : null),
                new Event.Tick(LATER.plusSeconds(23)),
                heard(daemon("RUNNING", Duration.ofSeconds(1)), LATER.plusSeconds(23)));
    }

    private static Standings.Row ghost(int rank, long volume) {
        return new Standings.Row(rank, false, "ghost", volume, OptionalLong.of(10_250));
    }

    private static WatchConfig following() {
        return config(true, new Theme(Theme.Kind.NEUTRAL, Theme.Colors.NONE), "ghost");
    }

    private static WatchConfig manySymbols() {
        WatchConfig c = config();
        String symbols =
                IntStream.rangeClosed(1, 30).mapToObj(i -> "SYM" + i + ":8").collect(Collectors.joining(","));
        return new WatchConfig(
                Symbols.parse(symbols, 8, false),
                "SYM12",
                c.fixedDepth(),
                c.refresh(),
                c.cacheLife(),
                c.zone(),
                c.localZone(),
                null,
                c.ascii(),
                c.theme(),
                false,
                Duration.ZERO,
                c.address());
    }

    /** A board that began three minutes ago, with movement against the last hour. */
    private static Model young() {
        List<Sample> samples = List.of(
                sample(NOON.minusSeconds(180)),
                sample(NOON.minusSeconds(120), "ann=100", "bob=50"),
                sample(NOON.minusSeconds(60), "bob=400", "ann=300"));
        Model start = after(Model.start(utf8(), NOON, 120, 30), new Event.Tick(NOON));
        Standings board = board(NOON, "bob=900", "ann=450", "cat=10");
        return typed(after(start, new Event.Loaded(1, board, new History(samples), null)), "m");
    }

    /** A tall screen with as many rows as fit. */
    private static Model tall() {
        WatchConfig fitting = Scenes.fitting(utf8());
        Model start = after(Model.start(fitting, NOON, 200, 50), new Event.Tick(NOON));
        List<Sample> samples = IntStream.rangeClosed(0, 60)
                .mapToObj(minute -> sample(NOON.minusSeconds(60L * (60 - minute)), stairs(minute)))
                .toList();
        return after(
                start,
                new Event.Loaded(1, crowd(NOON, 101), new History(samples), null),
                heard(daemon("RUNNING", Duration.ZERO), NOON));
    }

    /** The traders of a crowd while they grow, some often and some rarely. */
    private static String[] stairs(int minute) {
        return IntStream.rangeClosed(1, 101)
                .mapToObj(i -> "t" + i + "=" + (102 - i) * 12L * (20 + minute - minute % (1 + i % 9)))
                .toArray(String[]::new);
    }

    private static Model wide(Model model) {
        return after(model, new Event.Resized(120, 30));
    }

    static Stream<Arguments> pictures() {
        Model live = moved(config());
        Model crowd = shown(config(), crowd(NOON, 101));
        return Stream.of(
                Arguments.of("live-80x24", live, 80, 24),
                Arguments.of("live-utf8-80x24", moved(utf8()), 80, 24),
                Arguments.of("live-120x30", withHistory(following()), 120, 30),
                Arguments.of("live-utf8-120x30", withHistory(utf8()), 120, 30),
                Arguments.of("live-200x50", withHistory(following()), 200, 50),
                Arguments.of("live-utf8-200x50", withHistory(utf8()), 200, 50),
                Arguments.of("tall-200x50", tall(), 200, 50),
                Arguments.of("young-120x30", young(), 120, 30),
                Arguments.of(
                        "redis-down-120x30", wide(after(live, new Event.Unreachable("connection refused"))), 120, 30),
                Arguments.of(
                        "stopped-120x30",
                        wide(after(live, heard(daemon("STOPPED", Duration.ofSeconds(9)), LATER.plusSeconds(23)))),
                        120,
                        30),
                Arguments.of(
                        "two-daemons-120x30",
                        wide(after(
                                live,
                                heard(
                                        List.of(
                                                daemon("RUNNING", Duration.ZERO),
                                                daemon("fedcba9876543210", "HEALING", Duration.ofSeconds(1))),
                                        "",
                                        LATER.plusSeconds(23)))),
                        120,
                        30),
                Arguments.of("live-100x24", withHistory(config()), 100, 24),
                Arguments.of("live-64x20", live, 64, 20),
                Arguments.of("live-50x16", live, 50, 16),
                Arguments.of("live-40x10", live, 40, 10),
                Arguments.of("live-32x6", live, 32, 6),
                Arguments.of("live-utf8-50x16", moved(utf8()), 50, 16),
                Arguments.of("live-utf8-32x6", moved(utf8()), 32, 6),
                Arguments.of("too-small-31x6", live, 31, 6),
                Arguments.of("too-small-32x5", live, 32, 5),
                Arguments.of("followed-80x24", withHistory(following()), 80, 24),
                Arguments.of("followed-50x16", withHistory(following()), 50, 16),
                Arguments.of("followed-40x10", withHistory(following()), 40, 10),
                Arguments.of("followed-nobody-80x24", shown(following(), FIRST), 80, 24),
                Arguments.of("first-80x24", shown(config(), FIRST), 80, 24),
                Arguments.of("loading-80x24", after(start(), new Event.Tick(NOON)), 80, 24),
                Arguments.of("empty-80x24", shown(config(), board(NOON)), 80, 24),
                Arguments.of("empty-50x16", shown(config(), board(NOON)), 50, 16),
                Arguments.of(
                        "redis-down-80x24",
                        after(
                                live,
                                new Event.Tick(LATER.plusSeconds(275)),
                                new Event.Unreachable("connection refused")),
                        80,
                        24),
                Arguments.of(
                        "redis-down-long-80x24",
                        after(live, new Event.Unreachable("MISCONF Redis is configured to save RDB snapshots, but")),
                        80,
                        24),
                Arguments.of(
                        "redis-down-first-80x24",
                        after(start(), new Event.Tick(NOON), new Event.Unreachable("connection refused")),
                        80,
                        24),
                Arguments.of(
                        "daemon-down-80x24",
                        after(live, heard(daemon("STOPPED", Duration.ZERO), LATER.plusSeconds(23))),
                        80,
                        24),
                Arguments.of("no-daemon-80x24", after(live, heard(null, LATER.plusSeconds(23))), 80, 24),
                Arguments.of("no-daemon-40x10", after(live, heard(null, LATER.plusSeconds(23))), 40, 10),
                Arguments.of(
                        "healing-80x24",
                        after(live, heard(daemon("HEALING", Duration.ZERO), LATER.plusSeconds(23))),
                        80,
                        24),
                Arguments.of(
                        "disk-full-80x24",
                        after(live, heard(daemon("DISK_FULL", Duration.ZERO), LATER.plusSeconds(23))),
                        80,
                        24),
                Arguments.of("late-80x24", after(live, new Event.Tick(LATER.plusSeconds(80))), 80, 24),
                Arguments.of("stale-80x24", after(live, new Event.Tick(LATER.plusSeconds(200))), 80, 24),
                Arguments.of(
                        "closing-80x24",
                        after(
                                refreshed(live, board(MIDNIGHT.minusSeconds(9), "ann=2", "bob=1")),
                                new Event.Tick(MIDNIGHT),
                                heard(daemon("RUNNING", Duration.ZERO), MIDNIGHT)),
                        80,
                        24),
                Arguments.of("final-80x24", finished(marked(FIRST, CLOSED)), 80, 24),
                Arguments.of("provisional-80x24", finished(FIRST), 80, 24),
                Arguments.of("fallen-80x24", shown(config(), fallen(FIRST)), 80, 24),
                Arguments.of(
                        "read-only-80x24",
                        after(live, heard(List.of(), "out of memory: maxmemory is 1000 bytes", LATER.plusSeconds(23))),
                        80,
                        24),
                Arguments.of(
                        "redis-back-80x24",
                        after(
                                live,
                                new Event.Heard(
                                        new Vitals(
                                                List.of(daemon("RUNNING", Duration.ofSeconds(40))),
                                                "",
                                                "",
                                                LATER.plusSeconds(23),
                                                LATER.plusSeconds(20)),
                                        Duration.ofMillis(1))),
                        80,
                        24),
                Arguments.of("not-kept-80x24", finished(board(NOON)), 80, 24),
                Arguments.of("newest-80x24", typed(live, "r"), 80, 24),
                Arguments.of(
                        "paused-80x24", refreshed(typed(live, " "), board(LATER.plusSeconds(61), "ann=1")), 80, 24),
                Arguments.of("paused-live-80x24", typed(live, " "), 80, 24),
                Arguments.of("selected-80x24", typed(live, "jj"), 80, 24),
                Arguments.of("find-80x24", typed(live, "/東z"), 80, 24),
                Arguments.of("wall-80x24", typed(live, "w"), 80, 24),
                Arguments.of("compact-local-80x24", typed(live, "uz"), 80, 24),
                Arguments.of("hour-80x24", typed(withHistory(config()), "m"), 80, 24),
                Arguments.of("deep-80x24", typed(crowd, "++G"), 80, 24),
                Arguments.of("deep-120x30", typed(after(crowd, new Event.Resized(120, 30)), "+"), 120, 30),
                Arguments.of("help-80x24", typed(live, "?"), 80, 24),
                Arguments.of(
                        "help-end-50x16",
                        pressed(typed(after(live, new Event.Resized(50, 16)), "?"), Event.Key.END),
                        50,
                        16),
                Arguments.of("many-symbols-80x24", shown(manySymbols(), FIRST), 80, 24),
                Arguments.of(
                        "wide-volumes-80x24",
                        shown(config(), board(NOON, "ann=900719925474099100", "bob=900719925474099000")),
                        80,
                        24),
                Arguments.of("differs-80x24", shown(config(), audited(FIRST, DIFFERS)), 80, 24),
                Arguments.of("unverified-80x24", shown(config(), audited(FIRST, UNVERIFIED)), 80, 24),
                Arguments.of("no-audit-80x24", shown(config(), audited(FIRST, null)), 80, 24),
                Arguments.of(
                        "old-audit-80x24",
                        shown(
                                config(),
                                audited(FIRST, new Verdict(NOON.minusSeconds(15 * 60 + 1), 5, 0, 0, false, ""))),
                        80,
                        24));
    }

    private static Model finished(Standings board) {
        Model yesterday = typed(shown(config(), FIRST), "d");
        return after(yesterday, loaded(yesterday, Scenes.yesterday(board)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void screenLooksLikeItsPicture(String name, Model model, int columns, int rows) {
        Model sized = after(model, new Event.Resized(columns, rows));
        Pictures.assertLooksLike(name, Pictures.draw(sized, columns, rows));
    }

    /** The lines that count seconds, drawn over what was there before. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void laterScreenLooksLikeOneThatIsDrawnAnew(String name, Model model, int columns, int rows) {
        Model sized = after(model, new Event.Resized(columns, rows));
        Frame drawn = View.draw(sized);
        for (int seconds : List.of(1, 9, 40, 600)) {
            Model later = sized.at(sized.now().plusSeconds(seconds), sized.life(), sized.skew());
            if (later.states().equals(sized.states())) {
                assertThat(Pictures.text(View.drawSeconds(later, drawn))).isEqualTo(Pictures.text(View.draw(later)));
            }
        }
    }

    @Test
    void followedTraderAmongTheRowsInSightIsShownOnceAndMarked() {
        Model model = shown(config(true, new Theme(Theme.Kind.DARK, Theme.Colors.EIGHT), "t3"), crowd(NOON, 101));
        String picture = Pictures.draw(model, 80, 24);
        assertThat(picture.lines().filter(line -> line.contains(" t3 "))).hasSize(1);
        assertThat(picture).contains("t3 (followed)");
        int name = picture.lines().toList().get(7).indexOf("t3");
        assertThat(Pictures.cell(model, name, 7).getModifiers()).contains(SGR.BOLD);
        assertThat(Pictures.cell(model, name, 8).getModifiers()).isEmpty();
    }

    @Test
    void followedTraderIsPinnedWhileItIsOutOfSight() {
        WatchConfig config = config(true, new Theme(Theme.Kind.DARK, Theme.Colors.EIGHT), "t3");
        Model deep = typed(shown(config, crowd(NOON, 101)), "++");
        assertThat(Pictures.draw(deep, 80, 24))
                .containsOnlyOnce("t3 (followed)")
                .contains("1-13 of top 50");
        Model end = pressed(deep, Event.Key.END);
        String picture = Pictures.draw(end, 80, 24);
        assertThat(picture).containsOnlyOnce("t3 (followed)").contains(" 50 >");
        assertThat(picture.lines().filter(line -> line.contains("t50"))).hasSize(1);
        Model home = pressed(end, Event.Key.HOME);
        assertThat(Pictures.draw(home, 80, 24))
                .containsOnlyOnce("t3 (followed)")
                .contains("  1 >");
    }

    @Test
    void volumeIsWholeOnTheNarrowestScreenWhateverTheSymbol() {
        Standings long32 = named(FIRST, "ETHEREUM-PERPETUAL-SWAP-2026-12A");
        String picture = Pictures.draw(after(shown(config(), long32), new Event.Resized(32, 10)), 32, 10);
        assertThat(picture).contains("4.812M", "4.000M", "3.905M");
    }

    @Test
    void whoFollowsAnotherTraderIsNotShownTheOneFromBefore() {
        Model model = typed(withHistory(following()), " jf");
        assertThat(Pictures.draw(model, 80, 24))
                .contains("atlas-fund (followed)")
                .doesNotContain("ghost");
    }

    @Test
    void answerToAKeyIsSeenWhateverTheState() {
        Model down = after(moved(config()), heard(null, LATER.plusSeconds(23)));
        assertThat(Pictures.draw(typed(down, "m"), 80, 24)).contains("movement against 1h");
        assertThat(Pictures.draw(typed(down, " m"), 80, 24)).contains("PAUSED 14:", "movement against 1h");
    }

    /** Every size that a small terminal may have, about, and some of larger ones. */
    @Test
    void anySizeIsDrawnWithoutFailure() {
        for (int columns = 1; columns <= 130; columns += columns < 40 ? 3 : 7) {
            for (int rows = 1; rows <= 40; rows += rows < 12 ? 1 : 4) {
                for (Model model : List.of(withHistory(following()), typed(moved(utf8()), "?"), start())) {
                    String picture = Pictures.draw(after(model, new Event.Resized(columns, rows)), columns, rows);
                    assertThat(picture.lines()).hasSize(rows);
                }
            }
        }
    }

    private static final int MOVEMENT_ENDS = 10;
    private static final int CLIMBER = 6;
    private static final int LOSER = 8;

    static Stream<Arguments> looks() {
        return Stream.of(
                Arguments.of(Theme.Kind.MONO, Theme.Colors.TRUE, "DEFAULT", "DEFAULT"),
                Arguments.of(Theme.Kind.NEUTRAL, Theme.Colors.EIGHT, "BLUE_BRIGHT", "MAGENTA"),
                Arguments.of(Theme.Kind.NEUTRAL, Theme.Colors.TRUE, "BLUE_BRIGHT", "MAGENTA"),
                Arguments.of(Theme.Kind.DARK, Theme.Colors.NONE, "DEFAULT", "DEFAULT"),
                Arguments.of(Theme.Kind.DARK, Theme.Colors.EIGHT, "BLUE_BRIGHT", "YELLOW"),
                Arguments.of(Theme.Kind.LIGHT, Theme.Colors.EIGHT, "BLUE", "MAGENTA"),
                Arguments.of(Theme.Kind.DARK, Theme.Colors.INDEXED, "{IndexedColor:75}", "{IndexedColor:214}"),
                Arguments.of(Theme.Kind.LIGHT, Theme.Colors.INDEXED, "{IndexedColor:25}", "{IndexedColor:94}"),
                Arguments.of(Theme.Kind.DARK, Theme.Colors.TRUE, "#56B4E9", "#E69F00"),
                Arguments.of(Theme.Kind.LIGHT, Theme.Colors.TRUE, "#0072B2", "#A34700"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void colourRepeatsTheMovement(Theme.Kind kind, Theme.Colors colors, String up, String down) {
        Model model = moved(config(true, new Theme(kind, colors), null));

        assertThat(Pictures.cell(model, MOVEMENT_ENDS, CLIMBER).getCharacterString())
                .isEqualTo("1");
        assertThat(Pictures.color(Pictures.cell(model, MOVEMENT_ENDS, CLIMBER).getForegroundColor()))
                .isEqualTo(up);
        assertThat(Pictures.color(Pictures.cell(model, MOVEMENT_ENDS, LOSER).getForegroundColor()))
                .isEqualTo(down);
    }

    /** The hue in degrees: red is 0, green 120. Grays count as blue. */
    private static double hue(TextColor.RGB color) {
        float[] hsb = Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
        return hsb[1] == 0 ? 240 : hsb[0] * 360;
    }

    @ParameterizedTest
    @CsvSource({"NEUTRAL, EIGHT", "DARK, EIGHT", "DARK, TRUE", "LIGHT, EIGHT", "LIGHT, TRUE", "MONO, TRUE"})
    void everyRoleHasItsLook(Theme.Kind kind, Theme.Colors colors) {
        Model model = typed(withHistory(config(false, new Theme(kind, colors), null)), "j");
        String name = "look-" + kind.name().toLowerCase(Locale.ROOT) + "-"
                + colors.name().toLowerCase(Locale.ROOT);
        Pictures.assertLooksLike(name, Pictures.look(model, 80, 24));
    }

    @Test
    void withoutColoursEveryThemeIsMono() {
        Model mono = moved(config(true, new Theme(Theme.Kind.MONO, Theme.Colors.TRUE), null));
        for (Theme.Kind kind : Theme.Kind.values()) {
            assertThat(Pictures.look(moved(config(true, new Theme(kind, Theme.Colors.NONE), null)), 80, 24))
                    .isEqualTo(Pictures.look(mono, 80, 24));
        }
    }

    /** By the contrast that WCAG 2 defines, in the colours that xterm gives the sixteen. */
    @Test
    void coloursForAnyBackgroundCanBeReadOnBlackAndOnWhite() {
        Map<TextColor, Integer> xterm = Map.of(TextColor.ANSI.BLUE_BRIGHT, 0x5C5CFF, TextColor.ANSI.MAGENTA, 0xCD00CD);
        Model model = withHistory(config(false, new Theme(Theme.Kind.NEUTRAL, Theme.Colors.EIGHT), null));
        Set<TextColor> used = Pictures.cells(after(model, new Event.Resized(120, 30)), 120, 30).stream()
                .map(TextCharacter::getForegroundColor)
                .filter(color -> !color.equals(TextColor.ANSI.DEFAULT))
                .collect(Collectors.toSet());
        assertThat(used).isNotEmpty().allSatisfy(color -> {
            double luminance = luminance(Objects.requireNonNull(xterm.get(color), color::toString));
            assertThat(1.05 / (luminance + 0.05)).as("on white").isGreaterThan(3);
            assertThat((luminance + 0.05) / 0.05).as("on black").isGreaterThan(3);
        });
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int level) {
        double share = level / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void backgroundIsNeverPaintedAndNothingIsRedOrGreen(Theme.Kind kind, Theme.Colors colors) {
        Model model = after(withHistory(config(true, new Theme(kind, colors), "x")), new Event.Resized(120, 30));
        Pictures.cells(model, 120, 30).forEach(cell -> {
            assertThat(cell.getBackgroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
            assertThat(cell.getForegroundColor())
                    .isNotIn(
                            TextColor.ANSI.RED,
                            TextColor.ANSI.GREEN,
                            TextColor.ANSI.BLACK_BRIGHT,
                            TextColor.ANSI.BLACK,
                            TextColor.ANSI.WHITE);
            if (cell.getForegroundColor() instanceof TextColor.RGB color) {
                assertThat(hue(color))
                        .as("%s", Pictures.color(color))
                        .matches(hue -> hue > 20 && (hue < 80 || hue > 170));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "15;0, DARK",
        "0;15, LIGHT",
        "0;default;15, LIGHT",
        "12;8, DARK",
        "0;7, LIGHT",
        "x, NEUTRAL",
        ", NEUTRAL"
    })
    void themeFollowsWhatTheTerminalSays(String colorFgBg, Theme.Kind kind) {
        assertThat(Theme.ofTerminal(colorFgBg)).isEqualTo(kind);
    }

    @Test
    void backgroundThatTheTerminalReportsDecidesUntilAThemeIsChosen() {
        Model asked = shown(config(true, Theme.automatic(null, Theme.Colors.TRUE), null), FIRST);
        assertThat(asked.look().theme().kind()).isEqualTo(Theme.Kind.NEUTRAL);
        assertThat(kind(after(asked, new Event.Background(null)))).isEqualTo(Theme.Kind.NEUTRAL);
        assertThat(kind(after(asked, new Event.Background(Theme.Kind.LIGHT)))).isEqualTo(Theme.Kind.LIGHT);
        assertThat(kind(after(typed(asked, "t"), new Event.Background(Theme.Kind.LIGHT))))
                .isEqualTo(Theme.Kind.DARK);
        assertThat(Theme.automatic("0;15", Theme.Colors.TRUE).kind()).isEqualTo(Theme.Kind.LIGHT);
        assertThat(Theme.automatic("0;15", Theme.Colors.NONE).kind()).isEqualTo(Theme.Kind.MONO);
    }

    private static Theme.Kind kind(Model model) {
        return model.look().theme().kind();
    }

    @Test
    void stateProofHeadingsAndBarsHaveAColourEach() {
        WatchConfig config = config(false, new Theme(Theme.Kind.DARK, Theme.Colors.EIGHT), null);
        Model model = after(withHistory(config), new Event.Resized(120, 30));
        List<TextCharacter> cells = Pictures.cells(model, 120, 30);
        assertThat(cells.get(119).getForegroundColor()).as("LIVE").isEqualTo(TextColor.ANSI.CYAN);
        assertThat(cells.get(120 + 119).getForegroundColor()).as("EXACT").isEqualTo(TextColor.ANSI.CYAN);
        assertThat(cells.get(4 * 120 + 16).getForegroundColor()).as("TRADER").isEqualTo(TextColor.ANSI.CYAN);
        assertThat(cells.get(5 * 120 + 110).getForegroundColor())
                .as("a sparkline")
                .isEqualTo(TextColor.ANSI.BLUE_BRIGHT);
        Model down = after(model, heard(null, LATER.plusSeconds(23)));
        assertThat(Pictures.cells(down, 120, 30).get(119).getModifiers())
                .as("DAEMON DOWN")
                .containsExactly(SGR.REVERSE);
    }

    @Test
    void rowThatMovedIsBoldAndASelectedOneReversed() {
        Model model = typed(moved(config()), "j");
        assertThat(Pictures.cell(model, 20, 5).getModifiers()).containsExactly(SGR.REVERSE);
        assertThat(Pictures.cell(model, 79, 5).getModifiers()).containsExactly(SGR.REVERSE);
        assertThat(Pictures.cell(model, 14, CLIMBER).getModifiers()).containsExactly(SGR.BOLD);
        assertThat(Pictures.cell(moved(config()), 20, 5).getModifiers()).isEmpty();
    }

    @Test
    void onlyAnExactAuditIsNotReversed() {
        assertThat(Pictures.cell(moved(config()), 79, 1).getModifiers()).containsExactly(SGR.BOLD);
        assertThat(Pictures.cell(shown(config(), audited(FIRST, null)), 79, 1).getModifiers())
                .isEmpty();
        assertThat(Pictures.cell(shown(config(), audited(FIRST, DIFFERS)), 79, 1)
                        .getModifiers())
                .containsExactly(SGR.REVERSE);
        assertThat(Pictures.cell(shown(config(), audited(FIRST, UNVERIFIED)), 79, 1)
                        .getModifiers())
                .containsExactly(SGR.REVERSE);
    }

    @Test
    void wordOfAnyStateButLiveIsReversed() {
        assertThat(Pictures.cell(moved(config()), 79, 0).getModifiers()).containsExactly(SGR.BOLD);
        assertThat(Pictures.cell(start(), 79, 0).getModifiers()).containsExactly(SGR.REVERSE);
        assertThat(Pictures.cell(typed(moved(config()), " "), 79, 0).getModifiers())
                .containsExactly(SGR.REVERSE);
    }
}
