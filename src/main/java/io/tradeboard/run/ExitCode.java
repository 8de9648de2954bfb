package io.tradeboard.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a command's exit code means to a script. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int INTERNAL = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int DIFFERS = 4;
    public static final int STALE = 5;
    public static final int REDIS_UNREACHABLE = 6;
    public static final int REJECTED = 7;
    public static final int TAKEN = 8;
    public static final int IO = 9;
    public static final int DENIED = 10;
    public static final int INTERRUPTED = 130;
    public static final int BROKEN_PIPE = 141;
    public static final int TERMINATED = 143;

    private ExitCode() {}

    /** Every code with what it means, as help, man pages and README say it. */
    public static Map<Integer, String> meanings() {
        Map<Integer, String> meanings = new TreeMap<>();
        meanings.put(OK, "success; also the daemon that was ended by INT or TERM and has flushed everything");
        meanings.put(INTERNAL, "internal error; -v shows where");
        meanings.put(USAGE, "usage or configuration, also input of a kind that is not read");
        meanings.put(
                NOT_FOUND,
                "trader not on the board; symbol neither configured nor traded that day; a day that is not kept");
        meanings.put(DIFFERS, "audit found differences");
        meanings.put(
                STALE,
                "something is not as it should be: status and show --max-age say what, audit is behind or"
                        + " unverified, or a board refuses trades (ingest)");
        meanings.put(REDIS_UNREACHABLE, "Redis unreachable, or it answers and refuses for now");
        meanings.put(REJECTED, "some input lines were rejected");
        meanings.put(TAKEN, "log directory, stream, data directory of redis, or port taken");
        meanings.put(IO, "disk or I/O, standard output too; also gaps that log verify or log dump met");
        meanings.put(DENIED, "Redis refuses authentication or a permission, or its certificate is not accepted");
        meanings.put(INTERRUPTED, "INT left a FILE unread, or ended a screen");
        meanings.put(BROKEN_PIPE, "the reader of produce --to - closed the pipe");
        meanings.put(TERMINATED, "TERM left a FILE unread, or ended a screen");
        return Collections.unmodifiableMap(meanings);
    }
}
