package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.board.BoardState;
import io.tradeboard.board.BoardUpdate;
import io.tradeboard.board.Mark;
import io.tradeboard.board.Moves;
import io.tradeboard.board.RedisBoards;
import io.tradeboard.board.RedisMarks;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.redis.RedisCluster;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisProcess;
import io.tradeboard.redis.RedisUnavailableException;
import io.tradeboard.trade.BoardId;
import io.tradeboard.trade.Symbols;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master of a cluster is away: what the others have is written and read all the same. */
class ReadsOfAClusterTest {
    /** So many, and of such names, that on any day both masters have some of their boards. */
    private static final List<String> SYMBOLS = IntStream.range(0, 24)
            .mapToObj(i -> "S" + Integer.toString(i * 7_919, Character.MAX_RADIX))
            .sorted()
            .toList();

    @Test
    void theBoardsOfOtherMastersAreWrittenAndReadThoughIndexAndDirectoryAreAway(@TempDir Path directory)
            throws IOException {
        try (RedisCluster cluster = RedisCluster.start(directory, 2, false, 60_000);
                RedisConnection writing = new RedisConnection(cluster.settings());
                RedisConnection reading = RedisConnection.forReads(cluster.settings())) {
            RedisBoards boards = new RedisBoards(writing, Moves.DAYS);
            BoardId first = new BoardId("S", Moves.DAYS.dayOf(boards.timeMillis()));
            List<BoardId> all = SYMBOLS.stream()
                    .map(symbol -> new BoardId(symbol, first.day()))
                    .toList();
            boards.apply(Moves.WRITER, moves(all, 0, 1));
            CachedBoards reader = new CachedBoards(
                    reading,
                    new TraderDocument(),
                    () -> Symbols.parse("A:8", 8, false),
                    ZoneOffset.UTC,
                    Duration.ZERO,
                    Clock.systemUTC());
            reader.vitals();
            all.forEach(board -> assertThat(
                            reader.standings(board.symbol(), board.day(), 10).trades())
                    .isEqualTo(3));
            assertThat(reader.symbols()).containsExactlyElementsOf(SYMBOLS);
            RedisProcess index = cluster.masterOf(BoardKeys.symbols(first.day()));
            List<BoardId> away = all.stream()
                    .filter(board -> cluster.masterOf(BoardKeys.volumes(board)) == index)
                    .toList();
            List<BoardId> there = new ArrayList<>(all);
            there.removeAll(away);
            assertThat(away).isNotEmpty();
            assertThat(there).isNotEmpty();

            index.kill();
            Map<BoardId, BoardState> states = boards.apply(Moves.WRITER, moves(all, 1, 2));
            reader.vitals();

            there.forEach(board -> {
                assertThat(states.get(board)).isEqualTo(new BoardState.Open(Mark.at(2)));
                assertThat(reader.standings(board.symbol(), board.day(), 10).trades())
                        .isEqualTo(6);
            });
            away.forEach(board -> {
                assertThat(states.get(board)).isInstanceOf(BoardState.Away.class);
                assertThatThrownBy(() -> new RedisStandings(
                                        reading,
                                        Symbols.parse("A:8", 8, false),
                                        Moves.DAYS,
                                        Clock.systemUTC(),
                                        TradersDirectory::none)
                                .read(board.symbol(), board.day(), 10))
                        .isInstanceOfSatisfying(RedisUnavailableException.class, e -> {
                            assertThat(e.isOfOneMaster()).isTrue();
                            assertThat(e.sentence()).contains("127.0.0.1:" + index.port());
                        });
            });
            assertThat(reader.symbols()).containsExactlyElementsOf(SYMBOLS);
            assertThat(reader.away()).singleElement().asString().contains(":" + index.port());
            assertThat(new RedisMarks(writing).states(Moves.WRITER, all))
                    .containsAllEntriesOf(states.entrySet().stream()
                            .filter(state -> there.contains(state.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    private static List<BoardUpdate> moves(List<BoardId> boards, long from, long to) {
        return boards.stream()
                .map(board -> Moves.move(board, from, to, Moves.traders(3)))
                .toList();
    }
}
