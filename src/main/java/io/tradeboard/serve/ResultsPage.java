package io.tradeboard.serve;

import java.time.LocalDate;
import java.util.List;

/** Who won on a day that is over. */
record ResultsPage(String title, String lead, List<Day> days, List<Winners> winners) {
    /** Another day that can be looked at. */
    record Day(LocalDate date, String label, String link, boolean isCurrent) {}

    /** The first of one symbol. */
    record Winners(
            String symbol,
            String title,
            String link,
            Wording state,
            Wording proof,
            String total,
            String traders,
            List<RowView> rows) {}
}
