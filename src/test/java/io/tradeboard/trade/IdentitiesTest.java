package io.tradeboard.trade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.SipHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";

    /** Of the bytes 0, 1, 2, ...; from the vectors that the authors of SipHash publish. */
    @ParameterizedTest
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "1, da87c1d86b99af44347659119b22fc45",
        "2, 8177228da4a45dc7fca38bdef60affe4",
        "3, 9c70b60c5267a94e5f33b6b02985ed51"
    })
    void theMeasureIsRight(int length, String hash) {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) i;
        }
        assertThat(HexFormat.of().formatHex(SipHash.of(message, key(KEY)))).isEqualTo(hash);
    }

    @Test
    void identitiesAreSumsOfHashesAndOfUuids() {
        Random random = new Random(20261127);
        for (int round = 0; round < 20_000; round++) {
            String id = round % 3 == 0 ? new UUID(random.nextLong(), random.nextLong()).toString() : text(random, 64);
            String symbol = text(random, 32);
            String trader = text(random, 128);
            String key = round % 2 == 0
                    ? KEY
                    : HexFormat.of().toHexDigits(random.nextLong()).repeat(2);

            assertThat(new Identities(key).of(id, symbol, trader)).isEqualTo(expected(id, symbol, trader, key));
        }
    }

    @Test
    void nothingMovesFromOneTextToTheNext() {
        Identities identities = new Identities(KEY);
        assertThat(identities.of("a", "bc", "d")).isNotEqualTo(identities.of("ab", "c", "d"));
        assertThat(identities.of("a", "b", "cd")).isNotEqualTo(identities.of("a", "bc", "d"));
        assertThat(identities.of("a", "b", "c\0")).isNotEqualTo(identities.of("a", "b", "c"));
        assertThat(identities.of("a", "b", "c")).isNotEqualTo(identities.of("b", "a", "c"));
        assertThat(identities.of("a", "b", "c")).isNotEqualTo(identities.of("a", "c", "b"));
    }

    /** Texts are compared: what is the same number in other letters is another id. */
    @Test
    void aUuidInCapitalsIsAnotherId() {
        Identities identities = new Identities(KEY);
        String uuid = "7f1e9c52-0d7a-4f3b-9a64-2f0c8e1b7d35";
        assertThat(identities.of(uuid, "BTC", "ann"))
                .isNotEqualTo(identities.of(uuid.toUpperCase(Locale.ROOT), "BTC", "ann"));
    }

    @Test
    void underAnotherKeyAnIdentityIsAnother() {
        assertThat(new Identities(KEY).of("7f1e", "BTC", "ann"))
                .isNotEqualTo(new Identities(KEY.replace('0', '1')).of("7f1e", "BTC", "ann"));
    }

    private static LoggedTrade.Identity expected(String id, String symbol, String trader, String key) {
        UUID uuid = id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? UUID.fromString(id) : null;
        LoggedTrade.Identity first = uuid == null
                ? hash(0, id, key)
                : new LoggedTrade.Identity(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        LoggedTrade.Identity second = hash(1, symbol, key);
        LoggedTrade.Identity third = hash(2, trader, key);
        return new LoggedTrade.Identity(
                first.high() + second.high() + third.high(), first.low() + second.low() + third.low());
    }

    private static LoggedTrade.Identity hash(int kind, String text, String key) {
        byte[] utf8 = text.getBytes(UTF_8);
        ByteBuffer message = ByteBuffer.allocate(8 + utf8.length + Math.floorMod(-utf8.length, 8))
                .order(ByteOrder.LITTLE_ENDIAN);
        message.putShort((short) utf8.length).putShort((short) kind).putInt(0).put(utf8);
        ByteBuffer hash = ByteBuffer.wrap(SipHash.of(message.array(), key(key))).order(ByteOrder.LITTLE_ENDIAN);
        return new LoggedTrade.Identity(hash.getLong(), hash.getLong());
    }

    private static byte[] key(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String text(Random random, int mostBytes) {
        StringBuilder text = new StringBuilder();
        int bytes = random.nextInt(mostBytes + 1);
        while (text.toString().getBytes(UTF_8).length + 2 <= bytes) {
            text.append((char) (random.nextInt(8) == 0 ? 0xE9 : '0' + random.nextInt(75)));
        }
        return text.toString();
    }
}
