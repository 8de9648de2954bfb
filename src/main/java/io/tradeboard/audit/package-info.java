/**
 * The independent recount: what every trader on every board must have, summed again from the log, beside what they have.
 * It shares no summing code with the path that trades take, and needs no pause: it is exact while trades pour in.
 *
 * <p><b>How.</b> A board is read page by page, each page in one transaction with the ledger, so that each trader's volume
 * is known together with the marks of that moment. Then the log is read once. A record counts for its trader if the marks
 * that came with that trader cover it: its offset is below the mark, or, of a move in parts, the trader's part is done
 * ({@link io.tradeboard.audit.Coverage}). Every other record is pending. So each trader is compared at a moment of its
 * own, and exactly there. The totals, and traders that no page named, are compared at the moment of the first page. A
 * volume must be the sum or its cap, whichever is less, and so must the total.
 *
 * <p><b>The verdict</b>, the most serious first:
 *
 * <ul>
 *   <li>DIFFERS: a volume or a total is not what the log says.
 *   <li>UNVERIFIED: the log may lack what the board has counted. Its writer is not in the logs given, its records were judged by
 *       other settings, some were gone before they were counted, the mark is
 *       beyond its end, a part is damaged, the beginning is gone; or the ledger cannot be read. Missing records can only
 *       explain that a board holds more than the log says; where it holds less, it DIFFERS all the same.
 *   <li>BEHIND: a record is pending that a flush should have brought to the board by now, or whose daemon does not run;
 *       or a batch is on the board in part and stays so ({@link io.tradeboard.audit.Pending}).
 *   <li>EXACT: none of these. What is pending is younger than a flush.
 * </ul>
 */
@NullMarked
package io.tradeboard.audit;

import org.jspecify.annotations.NullMarked;
