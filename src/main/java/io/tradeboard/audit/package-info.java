/**
 * The independent recount: what every trader on every board must have, summed again from the log, beside what they have.
 * It shares no summing code with the way that trades take, and needs no pause: it is exact while trades pour in.
 *
 * <p><b>How.</b> A board is read page by page, each page in one transaction with the ledger, so that each trader's volume
 * is known together with the marks of that moment. Then the log is read once. A record counts for its trader if the marks
 * that came with that trader cover it: its sequence is not above the mark, or, of a move in parts, the trader's part is
 * done. Every other record is pending. So each trader is compared at a moment of its own, and exactly there. The totals,
 * and traders that no page named, are compared at the moment of the first page.
 *
 * <p><b>Certain or unproven.</b> The log may lack what the board has counted: its writer is not in the directories
 * given, the mark is beyond its end, a part is damaged, the beginning is gone. Then the board is unproven. Missing
 * records can only explain that a board holds more than the log says; where it holds less, that is a difference all the
 * same.
 */
@NullMarked
package io.tradeboard.audit;

import org.jspecify.annotations.NullMarked;
