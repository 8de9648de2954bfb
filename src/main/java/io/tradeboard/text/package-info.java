/** What any output needs: printable text, ages, times. */
@NullMarked
package io.tradeboard.text;

import org.jspecify.annotations.NullMarked;
