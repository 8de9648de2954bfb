/**
 * The ranking in Redis: the atomic step that moves volumes and mark together, and the way back through a cache.
 */
@NullMarked
package io.tradeboard.board;

import org.jspecify.annotations.NullMarked;
