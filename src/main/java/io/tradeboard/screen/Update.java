package io.tradeboard.screen;

import java.time.Duration;
import java.util.List;

/** The next model, from a model and what happened. Pure: it reads no clock and asks nobody. */
final class Update {
    /** How soon Redis is tried again when it was away, and whether a daemon has passed midnight. */
    static final Duration RETRY = Duration.ofSeconds(5);

    /** What the way to Redis and back, and whole seconds, may make of equal clocks. */
    private static final Duration SMALL_SKEW = Duration.ofSeconds(2);

    private static final int INTERRUPTED = 130;

    private Update() {}

    static Model apply(Model model, Event event) {
        Edit next = new Edit(model);
        if (event instanceof Event.Tick tick) {
            next.now = tick.now();
            next.message = next.now.isBefore(next.messageUntil) ? next.message : "";
        } else if (event instanceof Event.Pressed pressed) {
            press(next, pressed.key());
        } else if (event instanceof Event.Typed typed) {
            type(next, typed.character());
        } else if (event instanceof Event.Resized size) {
            boolean fits = next.look.depth() == next.config.depth(next.rows);
            next.look = fits ? next.look.withDepth(next.config.depth(size.rows())) : next.look;
            next.columns = size.columns();
            next.rows = size.rows();
            // From the first row on: the view is then scrolled no further than the selection needs.
            next.cursor = new Model.Cursor(next.cursor.trader(), 0);
            redraw(next);
        } else if (event instanceof Event.Loaded loaded) {
            Loading.load(next, loaded);
        } else if (event instanceof Event.Found found) {
            Finding.found(next, found);
        } else if (event instanceof Event.Unreachable unreachable) {
            next.trouble = unreachable.reason();
            next.fetching = new Model.Fetching(next.fetching.version(), false, next.now.plus(RETRY));
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
        if (!next.fetching.underWay() && !next.now.isBefore(next.fetching.next())) {
            next.fetching = new Model.Fetching(next.fetching.version() + 1, true, next.fetching.next());
        }
        return next.done();
    }

    private static void press(Edit next, Event.Key key) {
        switch (key) {
            case CTRL_C -> next.exitCode = INTERRUPTED;
            case END_OF_INPUT -> next.exitCode = 0;
            case CTRL_L -> redraw(next);
            case CTRL_Z -> {
                redraw(next);
                next.requests = next.requests.and(Model.Request.SUSPEND);
            }
            default -> {
                next.message = "";
                if (next.search != null && next.search.typing()) {
                    Finding.press(next, key);
                } else if (next.help >= 0) {
                    scrollHelp(next, key);
                } else {
                    pressOnBoard(next, key);
                }
            }
        }
    }

    private static void pressOnBoard(Edit next, Event.Key key) {
        int page = Layout.of(next.done()).tableRows();
        switch (key) {
            case TAB -> choose(next, next.tab + 1);
            case BACK_TAB -> choose(next, next.tab - 1);
            case UP -> Selection.move(next, -1);
            case DOWN -> Selection.move(next, 1);
            case PAGE_UP -> Selection.move(next, -page);
            case PAGE_DOWN -> Selection.move(next, page);
            case HOME -> Selection.move(next, -Model.MOST_ROWS * 2);
            case END -> Selection.move(next, Integer.MAX_VALUE / 2);
            case F1 -> next.help = 0;
            case ESCAPE -> {
                next.cursor = Model.Cursor.NOWHERE;
                next.search = null;
            }
            default -> {
                // The others mean nothing here.
            }
        }
    }

    private static void type(Edit next, char character) {
        next.message = "";
        if (next.search != null && next.search.typing()) {
            Finding.type(next, character);
        } else if (next.help >= 0) {
            scrollHelp(
                    next,
                    switch (character) {
                        case 'j' -> Event.Key.DOWN;
                        case 'k' -> Event.Key.UP;
                        case ' ' -> Event.Key.PAGE_DOWN;
                        default -> Event.Key.ESCAPE;
                    });
        } else if (character >= '1' && character <= '9') {
            int tab = character - '1';
            if (tab < next.config.tabs().size()) {
                choose(next, tab);
            }
        } else {
            command(next, character);
        }
    }

    private static void command(Edit next, char character) {
        switch (character) {
            case 'q' -> next.exitCode = 0;
            case '?' -> next.help = 0;
            case 'j' -> Selection.move(next, 1);
            case 'k' -> Selection.move(next, -1);
            case 'g' -> pressOnBoard(next, Event.Key.HOME);
            case 'G' -> pressOnBoard(next, Event.Key.END);
            case '/' -> next.search = new Model.Search("", true, null, 0);
            case 'n' -> Finding.next(next);
            case 'N' -> Finding.previous(next);
            case 'f' -> Finding.follow(next);
            case ' ' -> pause(next);
            case 'r' -> refresh(next);
            case 'd' -> changeDay(next);
            case 's' -> save(next);
            case 'y' -> copy(next);
            default -> Looks.command(next, character);
        }
    }

    private static void scrollHelp(Edit next, Event.Key key) {
        int page = Math.max(1, next.rows - 2);
        int last = Math.max(0, HelpPage.lines() - page);
        switch (key) {
            case UP -> next.help = Math.max(0, next.help - 1);
            case DOWN -> next.help = Math.min(last, next.help + 1);
            case PAGE_UP -> next.help = Math.max(0, next.help - page);
            case PAGE_DOWN -> next.help = Math.min(last, next.help + page);
            case HOME -> next.help = 0;
            case END -> next.help = last;
            default -> next.help = -1;
        }
    }

    private static void redraw(Edit next) {
        next.requests = next.requests.and(Model.Request.REDRAW);
    }

    private static void save(Edit next) {
        if (next.board == null) {
            next.say("nothing to save yet");
            return;
        }
        next.requests = next.requests.and(Model.Request.SAVE);
    }

    private static void copy(Edit next) {
        if (Selection.row(next.done()) == null) {
            next.say("select a row first, with the arrow keys");
            return;
        }
        next.requests = next.requests.and(Model.Request.COPY);
    }

    private static void pause(Edit next) {
        Model.Pause pause = next.pause;
        if (pause == null) {
            next.pause = new Model.Pause(next.now, 0, null);
            return;
        }
        next.pause = null;
        if (pause.latest() != null) {
            Loading.show(next, pause.latest());
        }
    }

    private static void refresh(Edit next) {
        Model.Board shown = next.board;
        boolean newest =
                shown != null && next.trouble == null && next.done().age().compareTo(next.config.cacheLife()) < 0;
        if (newest) {
            next.say("already newest");
        } else {
            fetchNow(next);
        }
    }

    static void fetchNow(Edit next) {
        next.fetching = new Model.Fetching(next.fetching.version(), false, next.now);
    }

    private static void choose(Edit next, int tab) {
        int chosen = Math.floorMod(tab, next.config.tabs().size());
        if (chosen != next.tab) {
            next.tab = chosen;
            forgetBoard(next);
        }
    }

    /** Between today and the day before. */
    private static void changeDay(Edit next) {
        Model.Board shown = next.board;
        if (next.day == null && shown == null) {
            return;
        }
        next.day = next.day != null || shown == null
                ? null
                : shown.standings().board().day().minusDays(1);
        Model.Cursor cursor = next.cursor;
        forgetBoard(next);
        next.cursor = cursor;
    }

    private static void forgetBoard(Edit next) {
        next.board = null;
        next.pause = null;
        next.cursor = Model.Cursor.NOWHERE;
        next.search = null;
        next.moves = List.of();
        fetchNow(next);
    }

    private static void hear(Edit next, Event.Heard heard) {
        next.life = new Model.Life(heard.vitals(), heard.latency());
        Duration skew = Duration.between(heard.vitals().at(), next.now);
        next.skew = skew.abs().compareTo(SMALL_SKEW) < 0 ? Duration.ZERO : skew;
        if (next.trouble != null) {
            // Redis answers: what it could not be asked before may be asked again.
            fetchNow(next);
        }
    }
}
