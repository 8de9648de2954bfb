package io.tradeboard.log;

/**
 * Records that a log lacks or cannot show. A board that counts one of them cannot be verified.
 *
 * @param from the first offset that may be missing
 * @param to the offset behind the last one that may be missing; {@code Long.MAX_VALUE} where nobody knows
 * @param reason with path and offset, for the operator
 */
public record Gap(long from, long to, String reason) {}
