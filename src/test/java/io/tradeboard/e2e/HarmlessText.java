package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.e2e.Running.Finished;

/** That nothing which was printed can move a cursor, change a colour or ring a bell (CWE-150). */
final class HarmlessText {
    private HarmlessText() {}

    /** Fails where the text has a control character, C0 or C1 or DEL, other than a line feed. */
    static void assertHarmless(String text) {
        assertThat(text.codePoints().filter(HarmlessText::isControl).mapToObj(Integer::toHexString))
                .as("controls in %s", text)
                .isEmpty();
    }

    static void assertHarmless(Finished finished) {
        assertHarmless(finished.out());
        assertHarmless(finished.err());
    }

    private static boolean isControl(int c) {
        return (c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F);
    }
}
