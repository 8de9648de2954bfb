package io.tradeboard.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.format.TraderDocument;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol.Command;

class DirectoryEditorTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final RedisConnection redis = REDIS.connect();
    private final DirectoryEditor editor = editor(new Random(7));

    private DirectoryEditor editor(Random random) {
        return new DirectoryEditor(redis, new TraderDocument(), random);
    }

    private TraderEntry change(String trader, UnaryOperator<TraderEntry> change) throws RefusedEntriesException {
        return editor.change(Map.of(trader, change)).entry(trader);
    }

    @Test
    void whatIsChangedIsReadBackAndTheRestOfTheEntryStays() throws Exception {
        String tag = change("kestrel", TraderEntry::asHidden).tag();
        change("kestrel", TraderEntry::asExcluded);
        change("kestrel", entry -> entry.withAlias("Blue Heron"));

        assertThat(tag).matches("[0-9a-f]{4}");
        assertThat(editor.read().traders())
                .isEqualTo(Map.of("kestrel", new TraderEntry("Blue Heron", true, true, tag)));
        assertThat(change("kestrel", TraderEntry::asHidden).tag()).isEqualTo(tag);
        assertThat(editor.clear("kestrel")).isTrue();
        assertThat(editor.clear("kestrel")).isFalse();
        assertThat(redis.call(Command.EXISTS, BoardKeys.TRADERS)).isEqualTo(0L);
    }

    /** Servers limit the arguments of a call: 4,000 here and there. */
    @Test
    void manyEntriesAreStoredAThousandACall() throws Exception {
        Map<String, UnaryOperator<TraderEntry>> named = new HashMap<>();
        Map<String, UnaryOperator<TraderEntry>> cleared = new HashMap<>();
        for (int i = 0; i < 2_500; i++) {
            String alias = "Name " + i;
            named.put("t" + i, entry -> entry.withAlias(alias));
            cleared.put("t" + i, entry -> TraderEntry.NONE);
        }
        redis.call(Command.CONFIG, "RESETSTAT");
        editor.change(named);
        assertThat(editor.read().traders()).hasSize(2_500);
        editor.change(cleared);
        assertThat(editor.read().traders()).isEmpty();
        String calls = RedisConnection.text(redis.call(Command.INFO, "commandstats"));
        assertThat(calls).contains("cmdstat_hset:calls=3,", "cmdstat_hdel:calls=3,");
    }

    @Test
    void aTraderWhoIsShownAgainLosesItsTagAndAnEntryThatSaysNothingGoes() throws Exception {
        change("kestrel", TraderEntry::asHidden);
        editor.change(Map.of("kestrel", entry -> TraderEntry.NONE.withTag(entry.tag())));

        assertThat(editor.read().traders()).isEmpty();
    }

    @Test
    void aTagThatIsTakenIsNotMadeAgainAndGrowsWhereAllAre() throws Exception {
        Directories.hide(redis, "ann", "1111");
        Directories.alias(redis, "Trader 2222", "Tee");
        Iterator<Long> made = List.of(0x1111L, 0x2222L, 0x3333L).iterator();
        DirectoryEditor steered = editor(new Random() {
            @Override
            public long nextLong() {
                return made.next() << 48;
            }
        });
        assertThat(steered.change(Map.of("bob", TraderEntry::asHidden)).name("bob"))
                .isEqualTo("Trader 3333");

        DirectoryEditor stuck = editor(new Random() {
            @Override
            public long nextLong() {
                return 0x1111_8000_0000_0000L;
            }
        });
        assertThat(stuck.change(Map.of("carl", TraderEntry::asHidden)).name("carl"))
                .isEqualTo("Trader 11118");
    }

    @Test
    void nobodyMayBearTheIdOrTheAliasOfAnother() throws Exception {
        Directories.exclude(redis, "ann");
        Directories.alias(redis, "bob", "Blue Heron");
        String before = editor.read().traders().toString();

        assertThatThrownBy(() -> change("kestrel", entry -> entry.withAlias("ann")))
                .isInstanceOf(RefusedEntriesException.class)
                .hasMessage("alias \"ann\" is the id of another trader");
        assertThatThrownBy(() -> change("kestrel", entry -> entry.withAlias("Blue Heron")))
                .isInstanceOf(RefusedEntriesException.class)
                .hasMessage("alias \"Blue Heron\" is that of the trader \"bob\" too");
        assertThat(editor.read().traders()).hasToString(before);
        assertThat(change("bob", entry -> entry.withAlias("Blue Heron")).alias())
                .isEqualTo("Blue Heron");
        assertThat(change("kestrel", entry -> entry.withAlias("kestrel")).alias())
                .isEqualTo("kestrel");
    }

    @Test
    void manyAreChangedTogetherOrNotAtAll() throws Exception {
        Map<String, UnaryOperator<TraderEntry>> many = new HashMap<>();
        for (int i = 0; i < 2_500; i++) {
            many.put("t" + i, TraderEntry::asHidden);
        }
        TradersDirectory stored = editor.change(many);
        assertThat(editor.read().traders()).isEqualTo(stored.traders()).hasSize(2_500);

        many.replaceAll((trader, change) -> TraderEntry::asExcluded);
        assertThatThrownBy(() -> editor.change(many))
                .isInstanceOf(RefusedEntriesException.class)
                .hasMessage("at most 1000 traders may be excluded");
        assertThat(editor.read().traders()).isEqualTo(stored.traders());
    }

    @Test
    void whatAnotherChangesMeanwhileIsNotOverwritten() throws Exception {
        try (RedisConnection other = new RedisConnection(REDIS.settings())) {
            int[] calls = {0};
            change("kestrel", entry -> {
                if (calls[0]++ == 0) {
                    Directories.exclude(other, "kestrel");
                }
                return entry.withAlias("Blue Heron");
            });
            assertThat(calls[0]).isEqualTo(2);
        }
        assertThat(editor.read().entry("kestrel")).isEqualTo(new TraderEntry("Blue Heron", false, true, ""));
    }

    @Test
    void anEntryThatCannotBeReadIsClearedAllTheSame() {
        Directories.put(redis, "kestrel", "{");
        assertThatThrownBy(editor::read)
                .isInstanceOfSatisfying(
                        UnreadableDirectoryException.class,
                        e -> assertThat(e.trader()).isEqualTo("kestrel"));
        assertThat(editor.clear("kestrel")).isTrue();
        assertThat(editor.read().traders()).isEmpty();
    }
}
