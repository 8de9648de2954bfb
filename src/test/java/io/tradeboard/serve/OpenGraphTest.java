package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class OpenGraphTest {
    private static final Links LINKS = new Links("");

    @Test
    void pictureHasTheSizeThatOthersExpect() throws IOException {
        assumeTrue(Pictures.isPossible(), "this machine has no fonts to draw with");
        byte[] png = Pictures.of(Views.live("BTC", "ann=9", "東京トレーダー=8", "x".repeat(300) + "=7"), LINKS);
        assertThat(png).isNotNull();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(OpenGraph.WIDTH);
        assertThat(image.getHeight()).isEqualTo(OpenGraph.HEIGHT);
    }

    @Test
    void boardWithoutTradersIsDrawnToo() {
        assumeTrue(Pictures.isPossible(), "this machine has no fonts to draw with");
        assertThat(Pictures.of(Views.view("BTC", BoardState.EMPTY, "", History.NONE), LINKS))
                .isNotEmpty();
    }

    @Test
    void withoutFontsThereIsNoPictureAndNoError() {
        assertThat(Pictures.of(Views.live("BTC", "ann=9"), LINKS) != null).isEqualTo(Pictures.isPossible());
    }
}
