package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "         | 3 |",
                "7        | 3 | 1 -",
                "9 7      | 3 | 1 -, 2 2",
                "9 7 7 3  | 9 | 1 -, 2= 2, 2= 2, 4 4",
                "9 9 9    | 9 | 1= -, 1= -, 1= -",
                "9 7 7    | 2 | 1 -, 2= 2",
                "9 7 6    | 2 | 1 -, 2 2",
                "9 9      | 1 | 1= -",
            })
    void equalVolumesShareARankAndSkipTheNext(@Nullable String volumes, int depth, @Nullable String expected) {
        List<Standings.Entry> entries = new ArrayList<>();
        for (String volume : volumes == null ? new String[0] : volumes.split(" ")) {
            entries.add(new Standings.Entry("t" + entries.size(), Long.parseLong(volume)));
        }

        List<String> rows = Ranking.rows(entries, depth).stream()
                .map(row -> row.rank()
                        + (row.tied() ? "= " : " ")
                        + (row.gapToNext().isPresent() ? row.gapToNext().getAsLong() : "-"))
                .toList();
        assertThat(String.join(", ", rows)).isEqualTo(expected == null ? "" : expected);
    }
}
