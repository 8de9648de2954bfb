package io.tradeboard.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputParserTest {
    private static final String ESC = "\u001b";
    private static final String CSI = ESC + "[";
    private static final String ST = ESC + "\\";

    /** What terminals send that is no key, or one that means nothing here. */
    static Stream<String> swallowed() {
        return Stream.of(
                // Kitty's protocol: released, with Alt or Super, keys that are no characters, what Shift makes unknown.
                CSI + "99;5:3u",
                CSI + "113;1:3u",
                CSI + "1;1:3A",
                CSI + "113;3u",
                CSI + "113;9u",
                CSI + "57441;2u",
                CSI + "57358u",
                CSI + "49;2u",
                CSI + "?1u",
                CSI + "99999999999u",
                CSI + "u",
                // Answers: device attributes of three kinds, status, position, modes, size, keyboard of xterm.
                CSI + "?62;22c",
                CSI + ">41;354;0c",
                ESC + "P!|00000000" + ST,
                CSI + "0n",
                CSI + "24;80R",
                CSI + "?24;80;1R",
                CSI + "?2026;2$y",
                CSI + "4;2$y",
                CSI + "8;24;80t",
                CSI + ">4;2m",
                CSI + "?997;1n",
                // The mouse in four forms, the focus.
                CSI + "<0;10;5M",
                CSI + "<0;10;5m",
                CSI + "M !!",
                CSI + "Mq11",
                CSI + "M \u00c1\u0081",
                CSI + "M \u0081\u0081",
                CSI + "32;10;5M",
                CSI + "I",
                CSI + "O",
                // Colours, a clipboard, a version, a setting, and strings of the other kinds.
                ESC + "]11;rgb:1e1e/1e1e/zzzz\u0007",
                ESC + "]52;c;cTE/\u0007",
                ESC + "]4;1;rgb:ffff/0000/q1?q" + ST,
                ESC + "P>|kitty(0.35.2)q1" + ST,
                ESC + "P1$r0;1mq" + ST,
                ESC + "_Gi=31;OKq" + ST,
                ESC + "^q1?" + ST,
                ESC + "Xq1?" + ST,
                // Keys that are not used: of functions, with Alt; what xterm and rxvt make of others.
                ESC + "OQ",
                ESC + "Oa",
                CSI + "2~",
                CSI + "24;5~",
                CSI + "27;6;67~",
                CSI + "27;3;113~",
                CSI + "7^",
                CSI + "[B",
                ESC + "q",
                ESC + "\r",
                ESC + "\u00e9",
                ESC + "\u6771",
                // Controls of eight bits, the end of a paste without its start, nothing.
                "\u009b99;5:3u",
                "\u009d11;?\u009c",
                CSI + "201~",
                "\u0000\u0001\u0002");
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("\u0003", "CTRL_C"),
                Arguments.of(CSI + "99;5u", "CTRL_C"),
                Arguments.of(CSI + "99;5:1u", "CTRL_C"),
                Arguments.of(CSI + "99;5:2u", "CTRL_C"),
                Arguments.of(CSI + "99;69u", "CTRL_C"),
                Arguments.of(CSI + "99;133u", "CTRL_C"),
                Arguments.of(CSI + "1089::99;5u", "CTRL_C"),
                Arguments.of(CSI + "27;5;99~", "CTRL_C"),
                Arguments.of(CSI + "27;5;67~", "CTRL_C"),
                Arguments.of(CSI + "122;5u", "CTRL_Z"),
                Arguments.of(CSI + "108;5u", "CTRL_L"),
                Arguments.of(CSI + "113u", "q"),
                Arguments.of(CSI + "113;1u", "q"),
                Arguments.of(CSI + "113;1:1u", "q"),
                Arguments.of(CSI + "103;2u", "G"),
                Arguments.of(CSI + "103;66u", "g"),
                Arguments.of(CSI + "47:63;2u", "?"),
                Arguments.of(CSI + "47;2;63u", "?"),
                Arguments.of(CSI + "27;2;63~", "?"),
                Arguments.of(CSI + "57400u", "1"),
                Arguments.of(CSI + "57414u", "ENTER"),
                Arguments.of(CSI + "27u", "ESCAPE"),
                Arguments.of(CSI + "13u", "ENTER"),
                Arguments.of(CSI + "9;2u", "BACK_TAB"),
                Arguments.of(CSI + "127u", "BACKSPACE"),
                Arguments.of(CSI + "Z", "BACK_TAB"),
                Arguments.of("\t", "TAB"),
                Arguments.of("\r", "ENTER"),
                Arguments.of("\u007f", "BACKSPACE"),
                Arguments.of("\b", "BACKSPACE"),
                Arguments.of(CSI + "A", "UP"),
                Arguments.of(CSI + "C", "RIGHT"),
                Arguments.of(CSI + "D", "LEFT"),
                Arguments.of(CSI + "1;5A", "UP"),
                Arguments.of(ESC + "OB", "DOWN"),
                Arguments.of(CSI + "H", "HOME"),
                Arguments.of(CSI + "1~", "HOME"),
                Arguments.of(CSI + "7~", "HOME"),
                Arguments.of(ESC + "OF", "END"),
                Arguments.of(CSI + "4~", "END"),
                Arguments.of(CSI + "8~", "END"),
                Arguments.of(CSI + "5~", "PAGE_UP"),
                Arguments.of(CSI + "6~", "PAGE_DOWN"),
                Arguments.of(CSI + "3~", "BACKSPACE"),
                Arguments.of(ESC + "OP", "F1"),
                Arguments.of(CSI + "11~", "F1"),
                Arguments.of(CSI + "[A", "F1"),
                Arguments.of(ESC + "Oq", "1"),
                Arguments.of(ESC + "OM", "ENTER"),
                Arguments.of("\u009bA", "UP"),
                Arguments.of(ESC + CSI + "A", "UP"),
                Arguments.of("\u6771", "\u6771"),
                Arguments.of("\ud83d\ude00", "\ud83d \ude00"),
                Arguments.of(CSI + "?62;22c", "background null"),
                Arguments.of(ESC + "]11;rgb:1e1e/1e1e/1e1e\u0007", "background DARK"),
                Arguments.of(ESC + "]11;rgb:ff/ff/f0" + ST, "background LIGHT"),
                Arguments.of(ESC + "]11;rgba:0000/2b2b/3636/ffff" + ST, "background DARK"),
                Arguments.of("\u009d11;rgb:f/f/d\u009c", "background LIGHT"),
                Arguments.of(CSI + "200~q1?" + CSI + "201~", "paste q1?"),
                Arguments.of(CSI + "200~ \r\n zed\u0004\u202e \nq" + CSI + "201~", "paste zed"),
                Arguments.of(CSI + "200~" + CSI + "99;5uq" + CSI + "201~", "paste 99;5uq"),
                Arguments.of(CSI + "200~" + CSI + "201~", "paste "));
    }

    private static List<String> parse(byte[] bytes, long[] at, boolean utf8) {
        List<String> events = new ArrayList<>();
        InputParser parser = new InputParser(utf8, event -> events.add(name(event)));
        long end = 0;
        for (int i = 0; i < bytes.length; i++) {
            parser.accept(Byte.toUnsignedInt(bytes[i]), at[i]);
            end = at[i];
        }
        parser.elapse(end + InputParser.SILENCE);
        return events;
    }

    private static List<String> parse(String text) {
        byte[] bytes = bytes(text);
        return parse(bytes, new long[bytes.length], true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String name(Event event) {
        if (event instanceof Event.Typed typed) {
            return String.valueOf(typed.character());
        }
        if (event instanceof Event.Background background) {
            return "background " + background.kind();
        }
        return event instanceof Event.Pasted pasted
                ? "paste " + pasted.text()
                : ((Event.Pressed) event).key().name();
    }

    private static String joined(List<String> events) {
        return String.join(" ", events);
    }

    @ParameterizedTest
    @MethodSource("swallowed")
    void whatIsNoKeyIsSwallowedWhole(String sequence) {
        assertThat(keysOnly(parse(sequence))).isEmpty();
        assertThat(keysOnly(parse(sequence + "j" + sequence + "k"))).containsExactly("j", "k");
    }

    /** Without the answer to the question for the background. */
    private static List<String> keysOnly(List<String> events) {
        return events.stream().filter(event -> !event.startsWith("background")).toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keyIsKnownInEachOfItsForms(String sequence, String event) {
        assertThat(joined(parse(sequence))).isEqualTo(event);
        assertThat(joined(parse(sequence + "j"))).isEqualTo((event + " j").stripLeading());
    }

    /** Cut at every byte for nearly as long as is waited, and then at a few of them by chance, many times. */
    @Test
    void whereTheNetworkCutsMakesNoDifference() {
        List<String> sequences = Stream.concat(
                        swallowed().filter(sequence -> !isAlt(sequence)), keys().map(each -> (String) each.get()[0]))
                .filter(sequence -> !sequence.startsWith(ESC + ESC))
                .toList();
        Random random = new Random(20_261_127);
        for (String sequence : sequences) {
            byte[] bytes = bytes(sequence + "j");
            long[] slow = IntStream.range(0, bytes.length)
                    .mapToLong(i -> Math.min(i * (InputParser.SILENCE - 1), 1_900))
                    .toArray();
            assertThat(parse(bytes, slow, true)).as("%s", printable(sequence)).isEqualTo(parse(sequence + "j"));
        }
        for (int round = 0; round < 20_000; round++) {
            String sequence = sequences.get(random.nextInt(sequences.size()));
            String other = sequences.get(random.nextInt(sequences.size()));
            byte[] bytes = bytes(sequence + other + "j");
            long[] at = new long[bytes.length];
            for (int i = 1, cuts = 0; i < bytes.length; i++) {
                boolean cut = cuts < 6 && random.nextInt(4) == 0;
                at[i] = at[i - 1] + (cut ? random.nextInt((int) InputParser.SILENCE) : 0);
                cuts += cut ? 1 : 0;
            }
            assertThat(parse(bytes, at, true))
                    .as("%s cut at %s", printable(sequence + other), Arrays.toString(at))
                    .isEqualTo(parse(sequence + other + "j"));
        }
    }

    /** A key with Alt, which comes at once or is two. */
    private static boolean isAlt(String sequence) {
        return sequence.startsWith(ESC) && "[]OPX^_".indexOf(sequence.charAt(1)) < 0;
    }

    private static String printable(String sequence) {
        return sequence.replace(ESC, "ESC ");
    }

    /** Sequences of the grammar that nobody has listed: they mean nothing, or one thing. */
    @Test
    void anySequenceOfTheGrammarIsOneEventAtMost() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            String parameters = random.ints(random.nextInt(9), 0x30, 0x40)
                    .mapToObj(c -> String.valueOf((char) c))
                    .collect(Collectors.joining());
            String between = random.nextInt(4) == 0 ? "$" : "";
            char last = (char) (0x40 + random.nextInt(0x3F));
            String sequence = CSI + parameters + between + last;
            boolean bare = parameters.isEmpty() && between.isEmpty();
            boolean opensPaste = (parameters + between).equals("200") && last == '~';
            boolean opens = opensPaste || (bare && (last == 'M' || last == '['));
            if (!opens) {
                List<String> events = parse(sequence + "j");
                assertThat(events)
                        .as("%s", printable(sequence))
                        .hasSizeBetween(1, 3)
                        .endsWith("j");
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreSwallowed() {
        for (String hex : List.of("80", "ff", "c0af", "e282", "f09f98", "eda080", "f4908080", "c3", "9b", "fe8080")) {
            byte[] bytes = new BigInteger(hex + "6a", 16).toByteArray();
            int from = bytes[0] == 0 ? 1 : 0;
            byte[] sent = Arrays.copyOfRange(bytes, from, bytes.length);
            assertThat(parse(sent, new long[sent.length], true)).as(hex).containsExactly("j");
        }
    }

    @Test
    void withoutUtf8OnlyAsciiIsTyped() {
        byte[] bytes = {(byte) 0xE9, 'j', (byte) 0x9B, 'A', (byte) 0x9D, 'q', (byte) 0x9C, 'k'};
        assertThat(parse(bytes, new long[bytes.length], false)).containsExactly("j", "UP", "k");
    }

    @Test
    void loneEscapeActsAfterAWhile() {
        List<String> events = new ArrayList<>();
        InputParser parser = new InputParser(true, event -> events.add(name(event)));
        assertThat(parser.deadline()).isEqualTo(Long.MAX_VALUE);
        parser.accept(0x1B, 1_000);
        assertThat(parser.deadline()).isEqualTo(1_000 + InputParser.SILENCE);
        parser.elapse(1_299);
        assertThat(events).isEmpty();
        parser.elapse(1_300);
        assertThat(events).containsExactly("ESCAPE");
        parser.accept('q', 1_300);
        assertThat(events).containsExactly("ESCAPE", "q");
    }

    @Test
    void escapeAndAKeyInQuickSuccessionAreBoth() {
        assertThat(parse(bytes(ESC + "j"), new long[] {0, 60}, true)).containsExactly("ESCAPE", "j");
        assertThat(parse(bytes(ESC + ESC), new long[] {0, 120}, true)).containsExactly("ESCAPE", "ESCAPE");
    }

    /** Whatever was begun and never ended: Ctrl-C is heard, and any key after a silence, but for a paste. */
    @Test
    void nothingKeepsTheKeyboardForEver() {
        for (String begun :
                List.of(CSI, CSI + "12;", ESC + "O", CSI + "M!", ESC + "]11;q", ESC + "P", ESC + "_", CSI + "[")) {
            assertThat(parse(begun + "\u0003")).as(printable(begun)).containsExactly("CTRL_C");
            byte[] later = bytes(begun + "q");
            long[] at = new long[later.length];
            at[later.length - 1] = InputParser.SILENCE;
            assertThat(parse(later, at, true)).as(printable(begun)).containsExactly("q");
        }
        assertThat(parse(CSI + "200~abc\u0003q")).containsExactly("CTRL_C", "q");
    }

    @Test
    void pasteThatIsStalledIsSwallowedToItsEnd() {
        byte[] bytes = bytes(CSI + "200~" + "q".repeat(100) + CSI + "201~j");
        long[] at = IntStream.range(0, bytes.length).mapToLong(i -> i * 60_000L).toArray();
        Arrays.fill(at, 0, 6, 0);
        assertThat(parse(bytes, at, true)).containsExactly("paste " + "q".repeat(100), "j");
    }

    @Test
    void whoTypesOnIntoWhatIsNeverEndedIsHeardInTheEnd() {
        byte[] bytes = bytes(ESC + "]11;" + "j".repeat(1_000));
        long[] at = IntStream.range(0, bytes.length).mapToLong(i -> i * 100L).toArray();
        assertThat(parse(bytes, at, true)).hasSizeBetween(600, 990).containsOnly("j");
    }

    @Test
    void escapeEndsAStringThatWasBrokenOff() {
        assertThat(parse(ESC + "]11;rgb:" + CSI + "A")).containsExactly("UP");
        assertThat(parse(ESC + "]11;rgb:" + ESC)).containsExactly("ESCAPE");
    }

    @Test
    void longPasteIsSwallowedWholeAndOneLineOfItKept() {
        assertThat(parse(CSI + "200~" + "q1?".repeat(100_000) + CSI + "201~j"))
                .hasSize(2)
                .endsWith("j")
                .first()
                .asString()
                .hasSizeLessThan(1_100);
    }

    @Test
    void pasteIsTypedOnlyWhereATextIs() {
        Model board = Scenes.shown(Scenes.config(), Scenes.crowd(Scenes.NOON, 20));
        Event paste = new Event.Pasted("q1?");
        assertThat(Scenes.after(board, paste)).isEqualTo(board);
        Model finding = Scenes.after(Scenes.typed(board, "/z"), paste);
        assertThat(finding.overlay()).isEqualTo(new Overlay.Find("zq1?", Cursor.NOWHERE));
    }
}
