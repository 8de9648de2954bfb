package io.tradeboard.serve;

import java.util.List;

/** What a search found on one board. */
record FoundPage(String symbol, String title, String board, String query, String lead, Find find, List<RowView> rows) {}
