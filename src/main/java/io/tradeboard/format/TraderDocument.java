package io.tradeboard.format;

import io.tradeboard.read.TraderEntry;
import io.tradeboard.trade.BadTradeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the traders directory as JSON: {@code alias}, {@code hidden}, {@code excluded} and {@code tag}, of which those
 * that say nothing are left out.
 *
 * <p>A document with anything else in it is refused, as a misspelt {@code hidden} would show a name. Reasons name no
 * trader.
 */
public final class TraderDocument implements TraderEntry.Codec {
    private static final Set<String> FIELDS = Set.of("alias", "hidden", "excluded", "tag");

    @Override
    public String write(TraderEntry entry) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("alias", entry.alias());
        document.put("hidden", entry.hidden());
        document.put("excluded", entry.excluded());
        document.put("tag", entry.tag());
        document.values().removeIf(value -> Objects.equals(value, "") || Objects.equals(value, false));
        try {
            return Json.line(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TraderEntry parse(String text) throws IOException {
        try {
            Map<?, ?> document = (Map<?, ?>) Objects.requireNonNull(Json.parse(text));
            if (!FIELDS.containsAll(document.keySet())) {
                throw new IOException("it has a field that is not known");
            }
            String alias = text(document, "alias");
            return new TraderEntry(
                    alias.isEmpty() ? alias : TraderEntry.checkAlias(alias),
                    flag(document, "hidden"),
                    flag(document, "excluded"),
                    text(document, "tag"));
        } catch (ClassCastException | NullPointerException e) {
            throw new IOException("it is not an entry of a trader", e);
        } catch (BadTradeException e) {
            throw new IOException("its alias breaks the rules for names", e);
        }
    }

    private static String text(Map<?, ?> document, String name) {
        return document.containsKey(name) ? (String) Objects.requireNonNull(document.get(name)) : "";
    }

    private static boolean flag(Map<?, ?> document, String name) {
        return document.containsKey(name) && (Boolean) Objects.requireNonNull(document.get(name));
    }
}
