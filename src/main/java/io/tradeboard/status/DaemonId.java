package io.tradeboard.status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * Which daemon it is.
 *
 * @param writer the incarnation of its log
 * @param log names the log directory for as long as it is used, whoever writes it; empty where unknown
 * @param host the machine; empty where unknown
 * @param pid the process on that machine; 0 where unknown
 * @param since when it started
 * @param writers every incarnation of the log whose records it has, its own among them
 */
public record DaemonId(String writer, String log, String host, long pid, Instant since, Set<String> writers) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int SHORT = 8;

    public DaemonId {
        writers = Set.copyOf(writers);
    }

    /** Of a log that has no other incarnation. */
    public DaemonId(String writer, String log, String host, long pid, Instant since) {
        this(writer, log, host, pid, since, Set.of(writer));
    }

    /** The daemon that this process is. */
    public static DaemonId ofThisProcess(String writer, String log, Instant since, Set<String> writers) {
        return new DaemonId(writer, log, hostName(), ProcessHandle.current().pid(), since, writers);
    }

    /** The first letters of the writer: enough for a person to distinguish daemons. */
    public String shortName() {
        return shortName(writer);
    }

    /** The same of any writer. */
    public static String shortName(String writer) {
        return writer.substring(0, Math.min(SHORT, writer.length()));
    }

    /** Asks the kernel where that is possible: the resolver may take seconds. */
    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return resolvedHostName();
        }
    }

    private static String resolvedHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
