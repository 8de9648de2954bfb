package io.tradeboard.source;

import org.jspecify.annotations.Nullable;

/**
 * How a stream is to be read.
 *
 * @param standby whether to wait while another daemon reads, and to take over from it
 * @param claim a consumer that will not return, whose pending entries are to be counted here; null for none
 */
public record StreamOptions(boolean standby, @Nullable String claim) {
    public static final StreamOptions DEFAULTS = new StreamOptions(false, null);
}
