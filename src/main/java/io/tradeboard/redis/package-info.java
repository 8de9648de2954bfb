/** How Redis is reached, what its errors mean, and an embedded server for where there is none. */
@NullMarked
package io.tradeboard.redis;

import org.jspecify.annotations.NullMarked;
