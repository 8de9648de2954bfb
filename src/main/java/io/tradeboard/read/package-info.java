/** The read side: standings, ranks, search and history, straight from Redis or through the cache. */
@NullMarked
package io.tradeboard.read;

import org.jspecify.annotations.NullMarked;
