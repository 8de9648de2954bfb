/**
 * The terminal screen: model, update, view.
 *
 * <p>{@link io.tradeboard.screen.Model} is everything the screen knows, as one immutable record. {@link
 * io.tradeboard.screen.Update} is a pure function from a model and an {@link io.tradeboard.screen.Event} to the next
 * model; {@link io.tradeboard.screen.View} draws a model and decides nothing. {@link io.tradeboard.screen.WatchScreen}
 * is the loop around them: keys, ticks and results of the fetch thread become events, and a model that asks for
 * standings makes the fetch thread read them. Redis is never asked while drawing.
 *
 * <p>A model has a {@link io.tradeboard.screen.Page}, which fills the screen, and at most one {@link
 * io.tradeboard.screen.Overlay} in front of it, which takes the keys first. What is known of each board is a {@link
 * io.tradeboard.screen.Watch}; those that {@link io.tradeboard.screen.Panes} finds on the screen are kept fresh, the
 * others are remembered.
 */
@NullMarked
package io.tradeboard.screen;

import org.jspecify.annotations.NullMarked;
