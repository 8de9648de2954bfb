package io.tradeboard.screen;

import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.screen.Requests.Request;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next model, from a model and what happened. Pure: it reads no clock and asks nobody. */
final class Update {
    /** How soon Redis is tried again when it was away, and whether a daemon has passed midnight. */
    static final Duration RETRY = Duration.ofSeconds(5);

    /** What the way to Redis and back may make of equal clocks. */
    private static final Duration SMALL_SKEW = Duration.ofMillis(500);

    private static final int INTERRUPTED = 130;

    private Update() {}

    static Model apply(Model model, Event event) {
        Edit next = new Edit(model);
        if (event instanceof Event.Tick tick) {
            tick(next, tick);
        } else if (event instanceof Event.Pressed pressed) {
            press(next, pressed.key());
        } else if (event instanceof Event.Typed typed) {
            type(next, typed.character());
        } else if (event instanceof Event.Pasted pasted) {
            paste(next, pasted.text());
        } else if (event instanceof Event.Background background) {
            Looks.background(next, background.kind());
        } else if (event instanceof Event.Resized size) {
            boolean fits = next.look.depth() == next.config.depth(next.rows);
            next.look = fits ? next.look.withDepth(next.config.depth(size.rows())) : next.look;
            next.columns = size.columns();
            next.rows = size.rows();
            Selection.showTop(next);
            redraw(next);
        } else if (event instanceof Event.Loaded loaded) {
            Loading.load(next, loaded);
        } else if (event instanceof Event.Failed failed) {
            Loading.fail(next, failed);
        } else if (event instanceof Event.Unreachable unreachable) {
            BoardCondition down = new BoardCondition(BoardState.REDIS_DOWN, unreachable.reason());
            next.changeAll(watch -> watch.failed(down, next.now.plus(RETRY)));
        } else if (event instanceof Event.Found found) {
            Finding.found(next, found);
        } else if (event instanceof Event.Profiled profiled) {
            TraderKeys.profiled(next, profiled);
        } else if (event instanceof Event.Traded traded) {
            Choosing.traded(next, traded);
        } else if (event instanceof Event.Heard heard) {
            hear(next, heard);
        } else if (event instanceof Event.Done done) {
            next.say(done.message());
        } else if (event instanceof Event.Quit quit) {
            next.exitCode = quit.exitCode();
        }
        if (!(event instanceof Event.Tick)) {
            Selection.keepInSight(next);
        }
        fetchWhatIsDue(next, Panes.visible(model));
        return next.done();
    }

    private static void tick(Edit next, Event.Tick tick) {
        next.now = tick.now();
        if (!next.now.isBefore(next.answer.until())) {
            next.clearAnswer();
        }
        Duration turn = next.config.turn();
        if (turn.isZero() || next.now.isBefore(next.turnAt)) {
            return;
        }
        next.turnAt = next.now.plus(turn);
        if (next.look.wall() && next.page instanceof Page.Board && next.overlay == null && next.pausedAt == null) {
            Choosing.choose(next, (next.tab + 1) % next.config.tabs().size());
        }
    }

    /** Begins to read the boards on the screen whose time has come; nobody waits for those that have left it. */
    private static void fetchWhatIsDue(Edit next, List<Watch.Key> before) {
        List<Watch.Key> visible = Panes.visible(next.done());
        for (Watch.Key key : before) {
            if (!visible.contains(key)) {
                Watch left = next.watch(key);
                next.put(key, left.fetching().underWay() ? left.dueAt(next.now) : left);
            }
        }
        for (Watch.Key key : visible) {
            Watch watch = next.watch(key);
            Watch.Fetching fetching = watch.fetching();
            if (!fetching.underWay() && !next.now.isBefore(fetching.next())) {
                Watch.Stage stage = before.contains(key) ? Watch.Stage.REFRESHING : Watch.Stage.OPENING;
                next.put(key, watch.with(new Watch.Fetching(++next.fetches, stage, fetching.next())));
            }
        }
    }

    private static void press(Edit next, Event.Key key) {
        switch (key) {
            case CTRL_C -> next.exitCode = INTERRUPTED;
            case END_OF_INPUT -> next.exitCode = 0;
            case CTRL_L -> redraw(next);
            case CTRL_Z -> {
                redraw(next);
                next.request(Request.SUSPEND);
            }
            default -> {
                next.clearAnswer();
                if (next.overlay instanceof Overlay.Prompt prompt) {
                    Typing.press(next, prompt, key);
                } else if (next.overlay instanceof Overlay.Help help) {
                    HelpKeys.press(next, help, key);
                } else if (key == Event.Key.F1) {
                    next.overlay = new Overlay.Help(0);
                } else if (next.page instanceof Page.Overview overview) {
                    OverviewKeys.press(next, overview, key);
                } else if (next.page instanceof Page.Trader trader) {
                    TraderKeys.press(next, trader, key);
                } else {
                    BoardControls.press(next, key);
                }
            }
        }
    }

    private static void type(Edit next, char character) {
        next.clearAnswer();
        Event.Key arrow = arrow(character);
        if (next.overlay instanceof Overlay.Prompt prompt) {
            Typing.type(next, prompt, character);
        } else if (arrow != null) {
            press(next, arrow);
        } else if (next.overlay instanceof Overlay.Help help) {
            HelpKeys.press(next, help, character == ' ' ? Event.Key.PAGE_DOWN : Event.Key.ESCAPE);
        } else if (character >= '1' && character <= '9') {
            int tab = character - '1';
            if (tab < next.tabs.size()) {
                next.page = Page.BOARD;
                Choosing.choose(next, tab);
            }
        } else if (next.page instanceof Page.Board) {
            BoardControls.type(next, character);
        } else if (next.page instanceof Page.Trader) {
            TraderKeys.type(next, character);
        } else {
            Commands.type(next, character);
        }
    }

    /** The key for which a letter stands wherever no text is typed, or null. */
    private static Event.@Nullable Key arrow(char character) {
        return switch (character) {
            case 'j' -> Event.Key.DOWN;
            case 'k' -> Event.Key.UP;
            case 'g' -> Event.Key.HOME;
            case 'G' -> Event.Key.END;
            default -> null;
        };
    }

    /** Only where a text is being typed: a paste is no command. */
    private static void paste(Edit next, String text) {
        for (int i = 0; i < text.length() && next.overlay instanceof Overlay.Prompt prompt; i++) {
            Typing.type(next, prompt, text.charAt(i));
        }
    }

    static void redraw(Edit next) {
        next.request(Request.REDRAW);
    }

    private static void hear(Edit next, Event.Heard heard) {
        next.life = new Model.Life(heard.vitals(), heard.latency());
        Duration skew = Duration.between(heard.vitals().at(), next.now);
        next.skew = skew.abs().compareTo(SMALL_SKEW) < 0 ? Duration.ZERO : skew;
        // Redis answers: what could not be read before may be read now.
        next.changeAll(watch -> watch.trouble() == null ? watch : watch.dueAt(next.now));
    }
}
