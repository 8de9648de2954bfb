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
        meanings.put(OK, "success; also a daemon that INT or TERM stopped, once everything is flushed");
        meanings.put(INTERNAL, "internal error; -v prints the stack trace");
        meanings.put(USAGE, "usage or configuration error, or input in an unsupported format");
        meanings.put(
                NOT_FOUND, "trader not on the board, symbol neither configured nor traded that day, or day not kept");
        meanings.put(DIFFERS, "audit found differences");
        meanings.put(
                STALE,
                "stale or degraded: problems in status, an old board with show --max-age, an audit that is"
                        + " behind or unverified, or a board that refuses trades");
        meanings.put(REDIS_UNREACHABLE, "Redis or Kafka unreachable, or refusing commands for now");
        meanings.put(REJECTED, "some input lines were rejected");
        meanings.put(TAKEN, "log directory, stream, name of a Kafka member, data directory of redis, or port in use");
        meanings.put(IO, "disk or I/O error, also on standard output; gaps or corruption in the log");
        meanings.put(
                DENIED, "Redis or Kafka refused the authentication or a permission, or a certificate was not accepted");
        meanings.put(INTERRUPTED, "INT stopped it before the end of FILE, or closed the screen");
        meanings.put(BROKEN_PIPE, "the reader of produce --to - closed the pipe");
        meanings.put(TERMINATED, "TERM stopped it before the end of FILE, or closed the screen");
        return Collections.unmodifiableMap(meanings);
    }
}
