package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvatarsTest {
    @Test
    void nameAlwaysHasTheSamePicture() {
        assertThat(Avatars.trader("atlas-fund"))
                .isEqualTo(Avatars.trader("atlas-fund"))
                .contains(">AF</text>");
        assertThat(Avatars.trader("東京トレーダー")).contains(">東</text>");
        assertThat(Avatars.symbol("BTC")).contains(">BTC</text>");
        assertThat(Avatars.symbol("VERYLONG")).contains(">VER</text>");
    }

    @Test
    void namesHaveDifferentPictures() {
        assertThat(IntStream.range(0, 500)
                        .mapToObj(i -> Avatars.trader("t" + i))
                        .distinct())
                .hasSize(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "\"><img>", "&amp;", "a\u0000b", "💩 x", "", "..", "\ud800"})
    void anyNameIsWellFormed(String name) throws Exception {
        for (String svg : new String[] {Avatars.trader(name), Badge.svg(Views.live("BTC", name + "=1"))}) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
