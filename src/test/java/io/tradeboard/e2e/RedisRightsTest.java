package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedisRightsTest {
    private static final Pattern IN_JAVA = Pattern.compile("\\bCommand\\.([A-Z]+)");
    private static final Pattern IN_LUA = Pattern.compile("redis\\.call\\('([A-Z]+)'");

    /** A user who may call it sees passwords too; who may not misses a warning. */
    private static final String OPTIONAL = "CONFIG";

    @Test
    void everyCommandInTheSourcesIsAmongTheRightsOfTheReadme() throws IOException {
        Set<String> used = new TreeSet<>(commands("java", IN_JAVA));
        assertThat(used).contains("XREADGROUP", "EVALSHA", "ZREVRANGE");
        Set<String> scripted = commands("lua", IN_LUA);
        assertThat(scripted).contains("ZINCRBY");

        // Sentinels are asked, which have users of their own.
        used.remove("SENTINEL");
        used.removeAll(RedisRights.DAEMON.commands());
        used.removeAll(RedisRights.SCREEN.commands());
        used.remove(OPTIONAL);
        assertThat(used).as("commands that neither user may use").isEmpty();
        assertThat(RedisRights.DAEMON.commands()).containsAll(scripted);
    }

    private static Set<String> commands(String extension, Pattern use) throws IOException {
        Set<String> commands = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            // The slots of a cluster know commands that nobody sends.
            for (Path file : files.filter(path -> path.toString().endsWith("." + extension))
                    .filter(path -> !path.endsWith("Slots.java"))
                    .toList()) {
                use.matcher(Files.readString(file)).results().forEach(found -> commands.add(found.group(1)));
            }
        }
        return commands;
    }
}
