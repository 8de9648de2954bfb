package io.tradeboard.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The program with a clock that is ahead of the machine's by as many milliseconds as stand in the first eight bytes of a
 * file, at any moment; the property {@code clock} names it.
 */
public final class SetClockMain {
    private SetClockMain() {}

    public static void main(String[] args) throws IOException {
        Console console = Console.of(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new SetClock(mapped(Path.of(System.getProperty("clock")))),
                Map.copyOf(System.getenv()),
                Path.of(""),
                false,
                false);
        System.exit(Main.run(console, args));
    }

    private static MappedByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, 0, Long.BYTES);
        }
    }

    private static final class SetClock extends Clock {
        private final MappedByteBuffer aheadMillis;

        SetClock(MappedByteBuffer aheadMillis) {
            this.aheadMillis = aheadMillis;
        }

        @Override
        public long millis() {
            return System.currentTimeMillis() + aheadMillis.getLong(0);
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("it is asked for moments alone");
        }
    }
}
