package io.tradeboard.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who holds the lease of a stream.
 *
 * @param writer of its log
 * @param since when it began to read
 * @param host its name, for a person
 * @param pid of its process
 * @param machine what runs there since when, and in which name space the pid is: two processes with the same one can see
 *     each other
 * @param until when the lease ends, by the clock of Redis; changes with each renewal
 */
record LeaseHolder(String writer, String since, String host, String pid, String machine, String until) {
    /** The fields of the lease that describe its holder, beside those by which it is compared. */
    static final List<String> FIELDS = List.of("since", "host", "pid", "machine");

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PIDS = Path.of("/proc/self/ns/pid");

    /** The writers that read in this process. */
    private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

    /** A reader in this process. */
    static LeaseHolder here(String writer, Instant since) {
        return new LeaseHolder(
                writer,
                since.truncatedTo(ChronoUnit.SECONDS).toString(),
                hostName(),
                Long.toString(ProcessHandle.current().pid()),
                thisMachine(),
                "");
    }

    static LeaseHolder of(Map<String, String> fields) {
        return new LeaseHolder(
                fields.getOrDefault("reader", ""),
                fields.getOrDefault("since", "?"),
                fields.getOrDefault("host", "?"),
                fields.getOrDefault("pid", "?"),
                fields.getOrDefault("machine", ""),
                fields.getOrDefault("until", ""));
    }

    List<String> namesAndValues() {
        return List.of("since", since, "host", host, "pid", pid, "machine", machine);
    }

    /** Takes down that it reads in this process, or that it does so no more. */
    void reads(boolean now) {
        if (now) {
            HERE.add(writer);
        } else {
            HERE.remove(writer);
        }
    }

    /** Whether it is certain that its process has ended: then nobody has to wait for the end of its lease. */
    boolean isDead() {
        if (machine.isEmpty() || !machine.equals(thisMachine())) {
            return false;
        }
        try {
            long process = Long.parseLong(pid);
            return process == ProcessHandle.current().pid()
                    ? !HERE.contains(writer)
                    : ProcessHandle.of(process).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** For a person: {@code pid 4121 on host7 (writer 9f2c41d0, reading since 2026-11-26T08:14:00Z)}. */
    String describe() {
        return "pid " + pid + " on " + host + " (writer " + writer.substring(0, Math.min(8, writer.length()))
                + ", reading since " + since + ")";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unknown host";
        }
    }

    /** Empty where this system does not say; then no process is taken for dead. */
    private static String thisMachine() {
        try {
            return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PIDS);
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
