package io.tradeboard.trade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.SipHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
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
    void identitiesAreSipHashesOfLengthsAndTexts() {
        Random random = new Random(20261127);
        for (int round = 0; round < 20_000; round++) {
            String id = text(random, 64);
            String symbol = text(random, 32);
            String trader = text(random, 128);
            String key = round % 2 == 0
                    ? KEY
                    : HexFormat.of().toHexDigits(random.nextLong()).repeat(2);
            byte[] joined = (symbol + trader + "?" + id).getBytes(UTF_8);
            int symbolLength = symbol.getBytes(UTF_8).length;
            int traderLength = trader.getBytes(UTF_8).length;
            int idAt = symbolLength + traderLength + 1;
            LoggedTrade.Identity expected = expected(id, symbol, trader, key);

            Identities identities = new Identities(key);
            assertThat(identities.of(id, symbol, trader)).isEqualTo(expected);
            assertThat(identities.of(joined, idAt, joined.length - idAt, 0, symbolLength, symbolLength, traderLength))
                    .as("where they are elsewhere, one of them at the end")
                    .isEqualTo(expected);
        }
    }

    @Test
    void nothingMovesFromOneTextToTheNext() {
        Identities identities = new Identities(KEY);
        assertThat(identities.of("a", "bc", "d")).isNotEqualTo(identities.of("ab", "c", "d"));
        assertThat(identities.of("a", "b", "cd")).isNotEqualTo(identities.of("a", "bc", "d"));
        assertThat(identities.of("a", "b", "c\0")).isNotEqualTo(identities.of("a", "b", "c"));
    }

    @Test
    void underAnotherKeyAnIdentityIsAnother() {
        assertThat(new Identities(KEY).of("7f1e", "BTC", "ann"))
                .isNotEqualTo(new Identities(KEY.replace('0', '1')).of("7f1e", "BTC", "ann"));
    }

    private static LoggedTrade.Identity expected(String id, String symbol, String trader, String key) {
        byte[][] texts = {id.getBytes(UTF_8), symbol.getBytes(UTF_8), trader.getBytes(UTF_8)};
        ByteBuffer message = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] text : texts) {
            message.putShort((short) text.length);
        }
        message.putShort((short) 0);
        for (byte[] text : texts) {
            message.put(text).put(new byte[Math.floorMod(-text.length, 8)]);
        }
        byte[] bytes = new byte[message.flip().remaining()];
        message.get(bytes);
        ByteBuffer hash = ByteBuffer.wrap(SipHash.of(bytes, key(key))).order(ByteOrder.LITTLE_ENDIAN);
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
