package io.tradeboard.serve;

import io.tradeboard.text.Printable;
import io.tradeboard.trade.Symbols;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, from its path and its query, checked when they are read.
 *
 * <p>Not thread-safe; of one request.
 */
final class Ask {
    private static final int MOST_TRADER_CHARACTERS = 128;

    private final Request request;
    private final Map<String, String> values = new HashMap<>();

    private Ask(Request request) {
        this.request = request;
    }

    /**
     * Takes the parameters of a request.
     *
     * @param path those of the path, as they stand there
     * @throws Problem if one is not text
     */
    static Ask of(Request request, Map<String, String> path) throws Problem {
        Ask ask = new Ask(request);
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                ask.values.put(field.getName(), field.getValue());
            }
            path.forEach((name, text) -> ask.values.put(name, decoded(text)));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("the address is not valid");
        }
        return ask;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    Request request() {
        return request;
    }

    /** Whether a parameter is given, even if it is empty. */
    boolean isGiven(String name) {
        return values.containsKey(name);
    }

    /** The text, or null where it is not given or empty. */
    @Nullable
    String text(String name) {
        String text = values.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** The symbol that is asked for; null where none is. */
    @Nullable
    String symbol() throws Problem {
        String symbol = text("symbol");
        if (symbol != null && !Symbols.isSymbol(symbol)) {
            throw Problem.badRequest("symbol " + Printable.quote(symbol)
                    + " must be 1 to 32 of A-Z a-z 0-9 . _ / - and start with a letter or digit");
        }
        return symbol;
    }

    /** The symbol that is asked for, which must be there. */
    String requiredSymbol() throws Problem {
        String symbol = symbol();
        if (symbol == null) {
            throw Problem.badRequest("symbol is missing");
        }
        return symbol;
    }

    /** The trader who is asked for, written as on a board. */
    String trader() throws Problem {
        String trader = text("trader");
        if (trader == null) {
            throw Problem.badRequest("trader is missing");
        }
        if (trader.length() > MOST_TRADER_CHARACTERS || trader.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("trader " + Printable.quote(trader) + " is not the name of a trader");
        }
        return Normalizer.normalize(trader, Normalizer.Form.NFC);
    }

    /** A whole number, or the usual one where none is given. */
    int number(String name, int usual, int least, int most) throws Problem {
        String text = values.get(name);
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            boolean plain = text.chars().allMatch(c -> c >= '0' && c <= '9');
            if (plain && number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw Problem.badRequest(name + " must be a whole number from " + least + " to " + most);
    }
}
