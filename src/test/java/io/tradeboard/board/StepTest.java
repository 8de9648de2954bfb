package io.tradeboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BoardDelta;
import io.tradeboard.trade.BoardId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
    private static final BoardId BOARD = new BoardId("BTC", LocalDate.of(2026, 11, 22));

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000})
    void aSmallMoveIsOneStep(int traders) {
        assertThat(steps(Mark.at(5), traders)).singleElement().satisfies(step -> {
            assertThat(step.previous()).isEqualTo(Mark.at(5));
            assertThat(step.next()).isEqualTo(Mark.at(9));
            assertThat(step.members()).hasSize(traders);
            assertThat(step.trades()).isEqualTo(traders);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 4_000, 20_000})
    void aBigMoveIsCutIntoPartsThatHoldEachTraderOnce(int traders) {
        List<Step> steps = steps(Mark.at(5), traders);

        Map<String, Long> all = new HashMap<>();
        Mark mark = Mark.at(5);
        for (int part = 0; part < steps.size(); part++) {
            Step step = steps.get(part);
            assertThat(step.members()).hasSizeLessThanOrEqualTo(1_000);
            assertThat(step.previous()).isEqualTo(mark);
            mark = step.next();
            for (Map.Entry<String, Long> member : step.members()) {
                assertThat(crc(member.getKey()) % steps.size()).isEqualTo(part);
                assertThat(all.put(member.getKey(), member.getValue())).isNull();
            }
        }
        assertThat(mark).isEqualTo(Mark.at(9));
        assertThat(all).isEqualTo(Moves.traders(traders));
        assertThat(steps.stream().mapToLong(Step::trades).sum()).isEqualTo(traders);
    }

    @Test
    void aResumedMoveIsCutAsItWasAtFirst() {
        List<Step> steps = steps(Mark.at(5), 20_000);

        for (int done = 1; done < steps.size(); done++) {
            List<Step> resumed = steps(steps.get(done - 1).next(), 20_000);
            assertThat(resumed).extracting(Step::members).isEqualTo(members(steps.subList(done, steps.size())));
            assertThat(resumed).extracting(Step::next).last().isEqualTo(Mark.at(9));
        }
    }

    @Test
    void aTotalIsSaturatedWhereItsSumsAre() {
        Map<String, Long> volumes = Map.of("a", BoardDelta.MOST_UNITS, "b", 1L, "c", BoardDelta.MOST_UNITS);

        assertThat(Step.of(Moves.move(BOARD, 0, 3, volumes)).get(0).total()).isEqualTo(BoardDelta.MOST_UNITS);
    }

    @Test
    void aMoveGoesForwardAndAMoveInPartsToItsOwnEnd() {
        Mark partial = new Mark(5, 9, 1, 2);
        assertThatThrownBy(() -> Moves.move(BOARD, 5, 5, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Moves.move(BOARD, partial, 10, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Step> steps(Mark previous, int traders) {
        return Step.of(Moves.move(BOARD, previous, 9, Moves.traders(traders)));
    }

    private static List<Members> members(List<Step> steps) {
        return steps.stream().map(Step::members).toList();
    }

    private static long crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
