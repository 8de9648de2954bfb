/** What daemons and audits report: heartbeats, verdicts, latencies. */
@NullMarked
package io.tradeboard.status;

import org.jspecify.annotations.NullMarked;
