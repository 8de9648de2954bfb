/** What every log has in common: records, offsets, gaps. */
@NullMarked
package io.tradeboard.log;

import org.jspecify.annotations.NullMarked;
