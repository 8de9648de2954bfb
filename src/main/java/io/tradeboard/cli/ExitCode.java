package io.tradeboard.cli;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a command's exit code tells a script. */
final class ExitCode {
    static final int OK = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int DIFFERS = 4;
    static final int STALE = 5;
    static final int REDIS_UNREACHABLE = 6;
    static final int REJECTED = 7;
    static final int TAKEN = 8;
    static final int IO = 9;
    static final int INTERRUPTED = 130;
    static final int BROKEN_PIPE = 141;
    static final int TERMINATED = 143;

    private ExitCode() {}

    /** Every code with what it means, as help, man pages and README say it. */
    static Map<Integer, String> meanings() {
        Map<Integer, String> meanings = new TreeMap<>();
        meanings.put(OK, "success; also the daemon that was ended by INT or TERM and has flushed everything");
        meanings.put(INTERNAL, "internal error; -v shows where");
        meanings.put(
                USAGE,
                "usage or configuration, also a refused sign-in, a missing right in Redis, or a certificate that is"
                        + " not accepted");
        meanings.put(NOT_FOUND, "trader not on the board; symbol neither configured nor traded that day");
        meanings.put(DIFFERS, "audit found differences");
        meanings.put(
                STALE,
                "no daemon reports (status, show --max-age), or a board refuses trades (status, ingest) or is"
                        + " unproven (audit)");
        meanings.put(REDIS_UNREACHABLE, "Redis unreachable");
        meanings.put(REJECTED, "some input lines were rejected");
        meanings.put(TAKEN, "log directory, data directory of redis, or port taken");
        meanings.put(IO, "disk or I/O, also damage that log verify or log dump met");
        meanings.put(INTERRUPTED, "INT left a FILE unread, or ended a screen");
        meanings.put(BROKEN_PIPE, "the reader of produce --to - closed the pipe");
        meanings.put(TERMINATED, "TERM left a FILE unread, or ended a screen");
        return Collections.unmodifiableMap(meanings);
    }
}
