package io.tradeboard.serve;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of a page.
 *
 * @param title in the window's bar
 * @param description for search engines and previews
 * @param canonical the public address of the page, or null where it has none
 * @param picture the public address of its preview, or null
 * @param symbol the symbol of the page, or null
 * @param symbols the symbols that it links to
 */
record Frame(
        Links links,
        Assets assets,
        String title,
        String description,
        @Nullable String canonical,
        @Nullable String picture,
        @Nullable String symbol,
        List<SymbolLink> symbols) {
    private static final int FEW = 8;

    String asset(String name) {
        return links.asset(assets.path(name));
    }

    /** The symbols listed at the top: all if they are few, and always that of the page. */
    List<SymbolLink> first() {
        if (symbols.size() <= FEW) {
            return symbols;
        }
        List<SymbolLink> first = symbols.subList(0, FEW - 2);
        return first.stream().anyMatch(this::isCurrent)
                ? first
                : Stream.concat(
                                first.subList(0, first.size() - 1).stream(),
                                symbols.stream().filter(this::isCurrent))
                        .toList();
    }

    boolean hasMore() {
        return symbols.size() > FEW;
    }

    boolean isCurrent(SymbolLink link) {
        return link.symbol().equals(symbol);
    }

    /** What a link to the current page has in addition; null elsewhere. */
    @Nullable
    String current(SymbolLink link) {
        return isCurrent(link) ? "page" : null;
    }
}
