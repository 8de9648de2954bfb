package io.tradeboard.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What must be sent again, and where, by what the nodes of a cluster replied. */
final class Redirects {
    /** The slot is between two nodes, and one of the keys is with each. */
    private static final String TRY_AGAIN = "TRYAGAIN";

    /** The cluster is about to agree on another master. */
    private static final Set<String> IN_CHANGE = Set.of("CLUSTERDOWN", "READONLY", "MASTERDOWN");

    private final ClusterMap map;
    private final List<Part> again = new ArrayList<>();
    private boolean stale;
    private boolean mustWait;

    Redirects(ClusterMap map) {
        this.map = map;
    }

    /** Takes note of the replies to a part. */
    void follow(Part part) {
        ErrorReply moved = part.error(reply -> ErrorReply.is(reply, "MOVED"));
        ErrorReply ask = part.error(reply -> ErrorReply.is(reply, "ASK"));
        boolean later = part.has(reply -> ErrorReply.is(reply, TRY_AGAIN));
        boolean change = part.has(Redirects::isInChange);
        Part otherwise = part.otherwise();
        if (part.unit().kind() == Unit.Kind.WATCHED) {
            if (moved != null || ask != null || later || change) {
                // What was watched is not watched where the slot is now.
                part.unit().changed();
                stale = true;
            }
        } else if (moved != null) {
            map.moved(slot(moved), target(moved));
            stale = true;
            again.add(part.only(reply -> ErrorReply.is(reply, "MOVED")));
        } else if (ask != null) {
            again.add(part.only(reply -> ErrorReply.is(reply, "ASK")).asking(target(ask)));
        } else if (later || change) {
            again.add(part.only(reply -> ErrorReply.is(reply, TRY_AGAIN) || isInChange(reply)));
            stale |= change;
            mustWait = true;
        } else if (otherwise != null) {
            again.add(otherwise);
        }
    }

    private static boolean isInChange(Object reply) {
        return IN_CHANGE.stream().anyMatch(code -> ErrorReply.is(reply, code));
    }

    /** A redirection is {@code MOVED slot host:port}, without a host where that is the one that was asked. */
    private static int slot(ErrorReply redirection) {
        return Integer.parseInt(redirection.reply().split(" ", -1)[1]);
    }

    private static Endpoint target(ErrorReply redirection) {
        return Endpoint.parse(redirection.reply().split(" ", -1)[2], redirection.host());
    }

    List<Part> again() {
        return again;
    }

    /** Whether others may have slots than those that are known. */
    boolean isStale() {
        return stale;
    }

    /** Whether sending at once would get the same replies. */
    boolean mustWait() {
        return mustWait;
    }
}
