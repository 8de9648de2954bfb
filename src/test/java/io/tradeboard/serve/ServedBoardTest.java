package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServedBoardTest {
    private final ServedBoard board = new ServedBoard(Views.live("BTC", "ann=700"), 0);

    private static Representation page(String text) {
        return Representation.of("text/html", text);
    }

    @Test
    void aPageIsMadeOncePerVersionAndOnlyTheLastOneIsKept() {
        Representation first = board.page(1, view -> page("first"));
        assertThat(board.page(1, view -> page("again"))).isSameAs(first);
        Representation second = board.page(2, view -> page("second"));
        assertThat(board.page(2, view -> page("again"))).isSameAs(second);
        assertThat(board.page(1, view -> page("first"))).isNotSameAs(first);
    }
}
