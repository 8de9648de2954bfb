package io.tradeboard.cli;

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
}
