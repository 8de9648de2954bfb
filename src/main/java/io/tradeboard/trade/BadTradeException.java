package io.tradeboard.trade;

/** A trade that breaks a rule. The message is the reason, fit for a person to read and free of control characters. */
public final class BadTradeException extends Exception {
    public BadTradeException(String reason) {
        super(reason, null, false, false);
    }

    /** What is wrong, never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
