package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a ledger holds, reading it says what is wrong and does not fail. */
class LedgerTest {
    private static final BigInteger MOST = BigInteger.valueOf((1L << 62) - 1);

    @Test
    void whatDaemonsWriteIsReadWithoutProblems() {
        Ledger ledger = ledger("mark:b", "5>9 2/3", "closed:a", "7", "future", "x");

        assertThat(ledger)
                .isEqualTo(new Ledger(
                        8,
                        "Z",
                        12,
                        BigInteger.valueOf(345),
                        Map.of("a", Mark.at(7), "b", new Mark(5, 9, 2, 3)),
                        Set.of("a"),
                        List.of()));
    }

    @Test
    void theLargestNumbersAreNoProblem() {
        Ledger ledger = ledger("volume", MOST.toString(), "trades", "999999999999999999", "lastTradeAt", "-1");

        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.volume()).isEqualTo(MOST);
        assertThat(ledger.trades()).isEqualTo(999_999_999_999_999_999L);
    }

    @Test
    void aLedgerWithoutFieldsHasNoScale() {
        Ledger ledger = Ledger.of(List.of());

        assertThat(ledger.problems()).containsExactly("it has no scale");
        assertThat(ledger.trades()).isZero();
        assertThat(ledger.isClosed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "scale, ''",
        "scale, x",
        "scale, -1",
        "scale, 08",
        "scale, 8.0",
        "scale, 100",
        "scale, 99999999999999999999",
        "trades, ''",
        "trades, x",
        "trades, -1",
        "trades, 05",
        "trades, 1.5",
        "trades, 1e3",
        "trades, 1000000000000000000",
        "volume, ''",
        "volume, x",
        "volume, -1",
        "volume, 05",
        "volume, 1.5",
        "volume, 1e3",
        "volume, inf",
        "volume, 99999999999999999999",
        "lastTradeAt, ''",
        "lastTradeAt, x",
        "lastTradeAt, -",
        "lastTradeAt, 1.5",
        "lastTradeAt, 1000000000000000000",
    })
    void aFieldThatIsNoNumberIsAProblem(String field, String bad) {
        assertThat(ledger(field, bad).problems())
                .containsExactly("the field " + field + " of its ledger is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4611686018427387904", "9223372036854775807", "9999999999999999999"})
    void aTotalBeyondTheLargestIsAProblem(String bad) {
        Ledger ledger = ledger("volume", bad);

        assertThat(ledger.problems()).containsExactly("the field volume of its ledger is above the largest total");
        assertThat(ledger.volume()).isEqualTo(MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "03", "3>9 9/9", "9999999999999999999"})
    void aMarkThatIsNoneIsAProblemAndNotAmongTheMarks(String bad) {
        Ledger ledger = ledger("mark:b", bad);

        assertThat(ledger.problems()).containsExactly("the field mark:b of its ledger is not a mark");
        assertThat(ledger.marks()).isEqualTo(Map.of("a", Mark.at(7)));
    }

    @Test
    void anythingAtAllIsRead() {
        Random random = new Random(20261126);
        String[] names = {"scale", "zone", "trades", "volume", "lastTradeAt", "mark:a", "mark:", "closed:a", "", "x"};
        String[] texts = {"", "0", "8", "-", "-5", "x", "5>9 1/2", "99999999999999999999", "é", "\0", "1e9"};
        for (int i = 0; i < 10_000; i++) {
            List<byte[]> fields = new ArrayList<>();
            for (String name : names) {
                if (random.nextBoolean()) {
                    byte[] noise = new byte[random.nextInt(4)];
                    random.nextBytes(noise);
                    fields.add(bytes(name));
                    fields.add(random.nextInt(4) == 0 ? noise : bytes(texts[random.nextInt(texts.length)]));
                }
            }
            assertThat(Ledger.of(fields).problems()).doesNotContainNull();
        }
    }

    @Test
    void aBoardIsClosedWhenAllWhoCountedOnItHaveClosedIt() {
        assertThat(ledger().isClosed()).isFalse();
        assertThat(ledger("closed:a", "7").isClosed()).isTrue();
        assertThat(ledger("closed:a", "7", "mark:b", "1").isClosed()).isFalse();
        assertThat(ledger("closed:a", "7", "mark:b", "1", "closed:b", "1").isClosed())
                .isTrue();
        assertThat(ledger("closed:b", "7").isClosed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a=7, a=7, true",
        "a=7, a=8, true",
        "a=7, a=6, false",
        "a=7, a=7>9 1/2, true",
        "a=7, b=7, false",
        "a=7, a=7 b=1, true",
        "a=7 b=1, a=9, false",
    })
    void aBoardThatLostDataCannotFollow(String before, String now, boolean possible) {
        assertThat(marks(now).canFollow(marks(before))).isEqualTo(possible);
    }

    private static Ledger marks(String marks) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("scale", "8", "zone", "Z"));
        Matcher mark =
                Pattern.compile("([ab])=([0-9]+(>[0-9]+ [0-9]+/[0-9]+)?)").matcher(marks);
        while (mark.find()) {
            fields.put("mark:" + mark.group(1), mark.group(2));
        }
        return of(fields);
    }

    /** A sound ledger, but for these fields. */
    private static Ledger ledger(String... fieldsAndValues) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "scale", "8", "zone", "Z", "trades", "12", "volume", "345", "lastTradeAt", "1000", "mark:a", "7"));
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            fields.put(fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return of(fields);
    }

    private static Ledger of(Map<String, String> fields) {
        List<byte[]> reply = new ArrayList<>();
        fields.forEach((name, value) -> {
            reply.add(bytes(name));
            reply.add(bytes(value));
        });
        return Ledger.of(reply);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
