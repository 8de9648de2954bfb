package io.tradeboard.trade;

/** A trade that breaks a rule. The message is the reason, fit for a person to read and free of control characters. */
public final class BadTradeException extends Exception {
    private final boolean ahead;

    public BadTradeException(String reason) {
        this(reason, false);
    }

    private BadTradeException(String reason, boolean ahead) {
        super(reason, null, false, false);
        this.ahead = ahead;
    }

    /** Of a trade that is too early by our clock, but by no more than a clock may be wrong. */
    static BadTradeException ahead(String reason) {
        return new BadTradeException(reason, true);
    }

    /** Whether the trade may be right, and our clock behind. */
    public boolean isAhead() {
        return ahead;
    }

    /** What is wrong, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
