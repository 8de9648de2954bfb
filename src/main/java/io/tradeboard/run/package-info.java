/** What every long-running part is given: clock, notices, meters, workers, the request to stop. */
@NullMarked
package io.tradeboard.run;

import org.jspecify.annotations.NullMarked;
