/**
 * How Redis is reached, what its errors mean, and an embedded server for where there is none.
 *
 * <p>{@link io.tradeboard.redis.RedisConnection} is all that others use. It makes {@code Unit}s of what a caller wants carried
 * out together and gives them to a {@code Route}: to one server, given or named by {@code Sentinels}, or to the masters of a
 * cluster, for which {@code Split} cuts units into {@code Part}s of one slot. Each master has a {@code Lane} in an exchange;
 * {@code Redirects} says what must be sent again and where, {@code Absences} whom not to try yet. A {@code Node} is one
 * connection to one server.
 */
@NullMarked
package io.tradeboard.redis;

import org.jspecify.annotations.NullMarked;
