package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EightBytesTest {
    private static final String CHARACTERS = "0123456789012345678901234567890123456789./:-e \0\u007f";

    private final Random random = new Random(20261127);

    @Test
    void whatIsRightOfTheCountIsNotLookedAt() {
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            int at = random.nextInt(bytes.length + 1);
            int count = random.nextInt(bytes.length - at + 1);
            byte[] some = Arrays.copyOf(Arrays.copyOfRange(bytes, at, at + Math.min(count, 8)), 8);

            assertThat(EightBytes.upTo(count, bytes, at)).isEqualTo(EightBytes.at(some, 0));
        }
    }

    @Test
    void digitsAreTheNumberThatTheLibraryReads() {
        for (int round = 0; round < 200_000; round++) {
            String text = text(1 + random.nextInt(7));
            long eight = eight(text);

            boolean digits = text.matches("[0-9]+");
            assertThat(EightBytes.areDigits(eight, text.length())).as(text).isEqualTo(digits);
            if (digits) {
                assertThat(EightBytes.number(eight, text.length())).isEqualTo(Long.parseLong(text));
            }
        }
    }

    @Test
    void oneByteIsTakenOut() {
        for (int round = 0; round < 10_000; round++) {
            String text = text(7);
            int place = random.nextInt(7);

            assertThat(EightBytes.without(eight(text), place))
                    .isEqualTo(eight(text.substring(0, place) + text.substring(place + 1)));
        }
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    private static long eight(String text) {
        return EightBytes.at(Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), 8), 0);
    }

    @Test
    void aByteIsFoundWhereverItIsAndNothingElse() {
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) '\13');
            for (int from = 0; from <= length; from++) {
                assertThat(EightBytes.indexOf(bytes, from, '\n')).isEqualTo(length);
            }
            for (int at = 0; at < length; at++) {
                bytes[at] = '\n';
                for (int from = 0; from < length; from++) {
                    assertThat(EightBytes.indexOf(bytes, from, '\n')).isEqualTo(from <= at ? at : length);
                }
                bytes[at] = (byte) 0x8A;
            }
        }
    }
}
