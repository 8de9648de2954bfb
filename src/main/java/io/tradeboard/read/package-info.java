/**
 * The read side: standings, ranks, search and history, straight from Redis or through the cache.
 *
 * <p><b>The traders directory</b> says of some traders that they are hidden, excluded, or shown under an alias. All that is
 * read here goes through {@link io.tradeboard.read.TradersDirectory#entries}, before anything is ranked:
 *
 * <ul>
 *   <li>An excluded trader is left out before ranks, ties, gaps and shares are worked out. Its volume, read in the same
 *       snapshot, is taken off the total, and it is not among the traders. The number of trades stays, as nobody knows
 *       how many were its own. A result and a sample know the excluded traders among their rows only.
 *   <li>A hidden trader has the id and the name {@code Trader 7f3a} in every {@link io.tradeboard.read.Standings.Row}. The tag
 *       is random and made when it is hidden, so nobody can compute it. Asked for under its own id it is not there.
 *   <li>An alias is the name of a row beside the id. A trader can be asked for under either. Whose own id is the alias or
 *       the hidden name of another is shown with {@code (its own id)} behind it, so that no two rows look the same.
 * </ul>
 *
 * <p>The directory is read again when it is a second old. One that cannot be read refuses every board, as its rows may
 * have names that are hidden. Standings of which some were read with another directory are not compared.
 *
 * <p>Whoever needs raw ids reads with {@link io.tradeboard.read.TradersDirectory#none}: the daemon for the results that it
 * publishes. What is stored, samples and results too, has raw ids, and so have the audit, the rebuild and the dump of
 * the log.
 */
@NullMarked
package io.tradeboard.read;

import org.jspecify.annotations.NullMarked;
