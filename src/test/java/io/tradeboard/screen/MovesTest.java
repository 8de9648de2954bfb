package io.tradeboard.screen;

import static io.tradeboard.screen.Scenes.NOON;
import static io.tradeboard.screen.Scenes.UTC;
import static io.tradeboard.screen.Scenes.board;
import static io.tradeboard.screen.Scenes.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.text.Times;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DEMO = Duration.ofSeconds(5);

    /** What is known after each of these boards, read so far apart, with that many ranks in sight. */
    private static List<String> news(int depth, Duration refresh, String... boards) {
        List<Moves.Move> known = List.of();
        for (int i = 1; i < boards.length; i++) {
            known = Moves.and(
                    Moves.between(
                            sample(NOON.plus(refresh.multipliedBy(i - 1)), boards[i - 1].split(" ", -1)),
                            board(NOON.plus(refresh.multipliedBy(i)), boards[i].split(" ", -1)),
                            depth),
                    known);
        }
        return known.stream().map(move -> move.line(new Times(UTC), refresh)).toList();
    }

    @Test
    void pairThatSwapsAgainAndAgainIsOneLineWithACount() {
        assertThat(news(10, MINUTE, "ann=3 bob=1", "bob=5 ann=4", "ann=7 bob=6", "bob=9 ann=8"))
                .containsExactly("14:35 bob and ann changed places 3 times at #1 since 14:33");
    }

    @Test
    void pairThatSwapsTheLastRankInSightIsOneLineToo() {
        assertThat(news(1, MINUTE, "ann=3 bob=1", "bob=5 ann=4", "ann=7 bob=6"))
                .containsExactly("14:34 ann and bob changed places 2 times at #1 since 14:33");
    }

    @Test
    void otherNewsKeepTheirLines() {
        assertThat(news(10, MINUTE, "ann=3 bob=1", "bob=5 ann=4", "cat=9 bob=5 ann=4", "cat=9 ann=6 bob=5"))
                .containsExactly(
                        "14:35 ann passed bob for #2",
                        "14:34 cat entered the top 10 at #1",
                        "14:33 bob passed ann for #1");
    }

    @Test
    void firstTradesOnAnEmptyBoardAreNoNews() {
        List<Moves.Move> moves = Moves.between(sample(NOON), board(NOON.plus(MINUTE), "ann=3", "bob=1"), 10);
        assertThat(moves).isEmpty();
    }

    @Test
    void timesHaveSecondsWhereARefreshIsShorterThanAMinute() {
        assertThat(news(10, DEMO, "ann=3 bob=1", "bob=5 ann=4")).containsExactly("14:32:05 bob passed ann for #1");
        assertThat(news(10, DEMO, "ann=3 bob=1", "bob=5 ann=4", "ann=7 bob=6"))
                .containsExactly("14:32:10 ann and bob changed places 2 times at #1 since 14:32:05");
    }

    @Test
    void aHundredLinesAreKept() {
        List<Moves.Move> many = List.of();
        for (int i = 0; i < 150; i++) {
            many = Moves.and(List.of(new Moves.Move(NOON, NOON, 1, "t" + i, null, 1, "climbed to #1")), many);
        }
        assertThat(many).hasSize(100);
        assertThat(many.get(0).trader()).isEqualTo("t149");
    }
}
