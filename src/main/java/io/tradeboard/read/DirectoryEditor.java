package io.tradeboard.read;

import static io.tradeboard.redis.RedisConnection.command;

import io.tradeboard.board.BoardKeys;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Changes the traders directory atomically; concurrent changes by others are noticed, never overwritten.
 *
 * <p>Not thread-safe; confined to the thread that owns the connection.
 */
public final class DirectoryEditor {
    private static final int ATTEMPTS = 20;
    private static final int ENTRIES_A_CALL = 1_000;
    private static final int TAG_DIGITS = 4;
    private static final int MOST_TAG_DIGITS = 16;
    private static final int TRIES_A_LENGTH = 8;

    private final RedisConnection redis;
    private final TraderEntry.Codec codec;
    private final RandomGenerator random;

    /** @param random generates the tags of hidden traders, so it must be unpredictable */
    public DirectoryEditor(RedisConnection redis, TraderEntry.Codec codec, RandomGenerator random) {
        this.redis = redis;
        this.codec = codec;
        this.random = random;
    }

    /**
     * The directory as it is.
     *
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws UnreadableDirectoryException if the key is not a directory, or an entry cannot be read
     */
    public TradersDirectory read() {
        return RedisDirectory.read(redis, codec);
    }

    /**
     * Removes a trader from the directory, even if its entry cannot be read.
     *
     * @return whether it was there
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws UnreadableDirectoryException if the key is not a directory
     */
    public boolean clear(String trader) {
        Object removed = redis.pipeline(List.of(command(Command.HDEL, BoardKeys.TRADERS, trader)))
                .get(0);
        if (BoardPages.isOfAnotherType(removed)) {
            throw RedisDirectory.noHash();
        }
        return !RedisConnection.checked(removed).equals(0L);
    }

    /**
     * Changes the entries of some traders. An entry that becomes empty is removed; a trader who is hidden gets a tag.
     *
     * @param changes by the ids of the traders
     * @return the directory as it is then
     * @throws RefusedEntriesException if one of them would have the id or the alias of another trader, or too many
     *     would be excluded
     * @throws io.tradeboard.redis.RedisUnavailableException if Redis cannot be reached
     * @throws UnreadableDirectoryException as {@link #read} does
     */
    public TradersDirectory change(Map<String, UnaryOperator<TraderEntry>> changes) throws RefusedEntriesException {
        for (int i = 0; i < ATTEMPTS; i++) {
            redis.call(Command.WATCH, BoardKeys.TRADERS);
            Map<String, TraderEntry> entries = new HashMap<>(read().traders());
            changes.forEach((trader, change) ->
                    entries.put(trader, change.apply(entries.getOrDefault(trader, TraderEntry.NONE))));
            changes.keySet()
                    .forEach(trader -> entries.computeIfPresent(trader, (key, entry) -> tagged(entry, entries)));
            entries.values().removeIf(TraderEntry.NONE::equals);
            check(entries, changes.keySet());
            if (isStored(entries, changes.keySet())) {
                return new TradersDirectory(entries);
            }
        }
        throw new IllegalStateException("the traders directory changes all the time");
    }

    /** The entry with a new tag if it needs one, and without a tag if it must not have one. */
    private TraderEntry tagged(TraderEntry entry, Map<String, TraderEntry> entries) {
        if (!entry.hidden()) {
            return entry.withTag("");
        }
        TraderEntry tagged = entry;
        for (int i = 0; !tagged.hasTag(); i++) {
            int digits = Math.min(MOST_TAG_DIGITS, TAG_DIGITS + i / TRIES_A_LENGTH);
            long bits = random.nextLong() >>> (Long.SIZE - 4 * digits);
            TraderEntry made = entry.withTag(String.format(Locale.ROOT, "%0" + digits + "x", bits));
            boolean taken = entries.containsKey(made.hiddenName())
                    || entries.values().stream().anyMatch(other -> other.tag().equals(made.tag()));
            tagged = taken ? entry : made;
        }
        return tagged;
    }

    private static void check(Map<String, TraderEntry> entries, Iterable<String> changed)
            throws RefusedEntriesException {
        Map<String, List<String>> bearers = new HashMap<>();
        entries.forEach((trader, entry) -> bearers.computeIfAbsent(entry.alias(), alias -> new ArrayList<>())
                .add(trader));
        long excluded = entries.values().stream().filter(TraderEntry::excluded).count();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String trader : changed) {
            TraderEntry entry = entries.getOrDefault(trader, TraderEntry.NONE);
            String alias = entry.alias();
            if (excluded > TradersDirectory.MOST_EXCLUDED && entry.excluded()) {
                reasons.put(trader, "at most " + TradersDirectory.MOST_EXCLUDED + " traders may be excluded");
            } else if (entry.hasAlias() && !alias.equals(trader) && entries.containsKey(alias)) {
                reasons.put(trader, "alias " + Printable.quote(alias) + " is the id of another trader");
            } else if (entry.hasAlias()) {
                bearers.getOrDefault(alias, List.of()).stream()
                        .filter(other -> !other.equals(trader))
                        .findFirst()
                        .ifPresent(other -> reasons.put(
                                trader,
                                "alias " + Printable.quote(alias) + " is that of the trader " + Printable.quote(other)
                                        + " too"));
            }
        }
        if (!reasons.isEmpty()) {
            throw new RefusedEntriesException(reasons);
        }
    }

    /** Stores the entries of these traders, unless the directory has changed since it was read. */
    private boolean isStored(Map<String, TraderEntry> entries, Iterable<String> changed) {
        List<CommandArguments> writes = new ArrayList<>();
        List<Object> set = new ArrayList<>();
        List<Object> removed = new ArrayList<>();
        for (String trader : changed) {
            TraderEntry entry = entries.get(trader);
            if (entry == null) {
                removed.add(trader);
            } else {
                set.add(trader);
                set.add(codec.write(entry));
            }
        }
        addAll(writes, Command.HSET, set, 2 * ENTRIES_A_CALL);
        addAll(writes, Command.HDEL, removed, ENTRIES_A_CALL);
        return redis.transactionIfUnchanged(writes);
    }

    private static void addAll(List<CommandArguments> writes, Command command, List<Object> arguments, int most) {
        for (int from = 0; from < arguments.size(); from += most) {
            List<Object> all = new ArrayList<>(List.of(BoardKeys.TRADERS));
            all.addAll(arguments.subList(from, Math.min(arguments.size(), from + most)));
            writes.add(command(command, all.toArray()));
        }
    }
}
