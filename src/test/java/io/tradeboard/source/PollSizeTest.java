package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollSizeTest {
    private final PollSize size = new PollSize();

    @Test
    void fullPacksAreReadWithinTheBoundFromTheStart() {
        for (int i = 0; i < 5; i++) {
            assertThat(size.entries() * 100).isBetween(30_000, 32_768);
            size.read(size.entries(), size.entries() * 100);
        }
    }

    @Test
    void aBacklogOfSingleTradesIsReadInEverLargerPolls() {
        for (int i = 0; i < 5; i++) {
            size.read(size.entries(), size.entries());
        }
        assertThat(size.entries()).isEqualTo(5_000);
    }

    @Test
    void itDoesNotGrowWhileAPollBringsAllThereIs() {
        int before = size.entries();
        size.read(1, 1);
        size.read(0, 0);
        assertThat(size.entries()).isEqualTo(before);
    }

    @Test
    void largerEntriesShrinkItAtOnce() {
        size.read(2, 20_000);
        assertThat(size.entries()).isEqualTo(3);
        size.read(1, 1_000_000);
        assertThat(size.entries()).isEqualTo(1);
        size.read(1, 10);
        assertThat(size.entries()).isEqualTo(2);
    }
}
