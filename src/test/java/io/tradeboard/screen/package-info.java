@NullMarked
package io.tradeboard.screen;

import org.jspecify.annotations.NullMarked;
