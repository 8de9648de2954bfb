package io.tradeboard.log;

/**
 * What there is of a log.
 *
 * @param begin the first offset; above 0 where older records are gone
 * @param end the offset behind the last record
 */
public record Extent(long begin, long end) {}
