@NullMarked
package io.tradeboard.serve;

import org.jspecify.annotations.NullMarked;
