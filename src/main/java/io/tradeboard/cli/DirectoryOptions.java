package io.tradeboard.cli;

import io.tradeboard.format.TraderDocument;
import io.tradeboard.read.DirectoryEditor;
import io.tradeboard.read.RefusedEntriesException;
import io.tradeboard.read.TraderEntry;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.read.UnreadableDirectoryException;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.UsageException;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;

/** Where the traders directory is, for the commands that list or change it. */
final class DirectoryOptions {
    @Mixin
    RedisOptions redis = new RedisOptions();

    /** What a command does with the directory. */
    interface Edit<T> {
        T with(DirectoryEditor editor) throws RefusedEntriesException;
    }

    <T> T edit(Edit<T> edit) throws IOException, RefusedEntriesException {
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            return edit.with(new DirectoryEditor(connection, new TraderDocument(), new SecureRandom()));
        } catch (UnreadableDirectoryException e) {
            throw e.trader().isEmpty() ? e : new UnreadableEntryException(e);
        }
    }

    /** Changes the entry of one trader; returns the name that is shown for it then. */
    String change(String trader, UnaryOperator<TraderEntry> change) throws IOException, RefusedEntriesException {
        TradersDirectory directory = edit(editor -> editor.change(Map.of(trader, change)));
        return directory.name(trader);
    }

    /** The id of a trader, as traders are written on a board. */
    static String trader(String text) {
        try {
            return TradeRules.checkTrader("trader", normal(text));
        } catch (BadTradeException e) {
            throw new UsageException(e.reason(), e);
        }
    }

    static String alias(String text) {
        try {
            return TraderEntry.checkAlias(normal(text));
        } catch (BadTradeException e) {
            throw new UsageException(e.reason(), e);
        }
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
