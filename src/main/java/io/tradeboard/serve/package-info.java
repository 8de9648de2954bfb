/**
 * The leaderboard over HTTP: the API, the page, the widget and the metrics.
 *
 * <p>One thread reads the boards from Redis, through the cache, and encodes each of them once a refresh; a request for
 * a board only sends bytes. What is requested rarely (a trader, a search, a day that is over) is read by a small pool
 * of threads, each with a connection of its own, and kept until the next refresh.
 */
@NullMarked
package io.tradeboard.serve;

import org.jspecify.annotations.NullMarked;
