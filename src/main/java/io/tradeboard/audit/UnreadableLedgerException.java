package io.tradeboard.audit;

/** A ledger holds something that no daemon writes, and without which its board cannot be compared. */
final class UnreadableLedgerException extends Exception {
    UnreadableLedgerException(String reason) {
        super(reason);
    }
}
