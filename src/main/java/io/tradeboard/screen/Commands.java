package io.tradeboard.screen;

import io.tradeboard.screen.Requests.Request;

/** The letters that mean the same on every page. */
final class Commands {
    private Commands() {}

    static void type(Edit next, char character) {
        switch (character) {
            case 'q' -> next.exitCode = 0;
            case '?' -> next.overlay = new Overlay.Help(0);
            case 'o' -> OverviewKeys.toggle(next);
            case ':' -> Choosing.prompt(next);
            case 'f' -> Finding.follow(next);
            case ' ' -> pause(next);
            case 'r' -> refresh(next);
            case 'd' -> Choosing.changeDay(next);
            case 's' -> save(next);
            default -> {
                if (!Looks.command(next, character)) {
                    next.hint();
                }
            }
        }
    }

    private static void save(Edit next) {
        if (next.board() == null) {
            next.say("nothing to save yet");
            return;
        }
        next.request(Request.SAVE);
    }

    private static void pause(Edit next) {
        if (next.pausedAt == null) {
            next.pausedAt = next.now;
        } else {
            resume(next);
        }
    }

    static void resume(Edit next) {
        next.pausedAt = null;
        next.changeAll(watch -> watch.resumed(next.look.depth()));
    }

    private static void refresh(Edit next) {
        Watch watch = next.watch();
        boolean newest = watch.board() != null
                && watch.trouble() == null
                && next.done().age().compareTo(next.config.cacheLife()) < 0;
        if (newest) {
            next.say("already newest");
        } else {
            next.put(next.key(), watch.dueAt(next.now));
        }
    }
}
