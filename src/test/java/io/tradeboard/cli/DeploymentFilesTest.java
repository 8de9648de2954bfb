package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What containers and services run is what the program understands. */
class DeploymentFilesTest {
    private static final Path SCRIPTS = Path.of("scripts");
    private static final double MOST_EXPOSED = 2.0;

    @TempDir
    Path directory;

    static List<Path> units() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".service")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("units")
    void aUnitStartsWhatThereIs(Path unit) throws IOException {
        List<String> starts = Files.readString(unit)
                .lines()
                .filter(line -> line.matches("#? *ExecStart=/.*"))
                .map(line -> line.replaceFirst(".*ExecStart=/usr/local/bin/tradeboard ", ""))
                .toList();
        assertThat(starts).isNotEmpty().allSatisfy(start -> Cli.parse(start.split(" ", -1)));
    }

    @ParameterizedTest
    @MethodSource("units")
    void aUnitMayDoLittle(Path unit) throws IOException, InterruptedException {
        Path output = directory.resolve("analysis");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze is not installed");
        new ProcessBuilder("systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String analysis = Files.readString(output);
        assumeTrue(!analysis.contains("unrecognized option"), "systemd-analyze is too old");
        Matcher level =
                Pattern.compile("Overall exposure level for .*: ([0-9.]+) ").matcher(analysis);
        assertThat(level.find()).as(analysis).isTrue();
        assertThat(Double.parseDouble(level.group(1))).isLessThan(MOST_EXPOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.yaml compose.kafka.yaml"})
    void composeRunsCommandsAndSettingsThatThereAre(String files) throws IOException {
        Map<String, Map<String, Object>> services = services(files.split(" ", -1));
        String image = "tradeboard:" + Version.served().version();
        int ours = 0;
        for (Map.Entry<String, Map<String, Object>> service : services.entrySet()) {
            assertThat(services.keySet())
                    .as("what %s depends on", service.getKey())
                    .containsAll(map(service.getValue().getOrDefault("depends_on", Map.of()))
                            .keySet());
            if (image.equals(service.getValue().get("image"))) {
                ours++;
                // Whoever builds none would have it pulled from a registry, where it is not.
                assertThat(service.getValue()).containsKey("build");
                List<?> command = (List<?>) field(service.getValue(), "command");
                Cli.parse(command.stream().map(String::valueOf).toArray(String[]::new));
                assertThat(map(field(service.getValue(), "environment")).keySet())
                        .as("settings of %s", service.getKey())
                        .allMatch(Setting::isVariable);
            }
        }
        assertThat(ours).isGreaterThanOrEqualTo(3);
    }

    /** The services of files of which each adds to, or replaces, what stands in those before it. */
    private static Map<String, Map<String, Object>> services(String... files) throws IOException {
        Map<String, Map<String, Object>> services = new TreeMap<>();
        for (String file : files) {
            Object document =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(SCRIPTS.resolve(file)));
            map(field(map(document), "services")).forEach((name, service) -> {
                Map<String, Object> merged = services.computeIfAbsent(name, any -> new LinkedHashMap<>());
                Map<String, Object> added = new LinkedHashMap<>(map(map(service).getOrDefault("<<", Map.of())));
                added.putAll(map(service));
                added.forEach((key, value) -> merged.merge(key, value, DeploymentFilesTest::merged));
            });
        }
        return services;
    }

    private static Object merged(Object before, Object after) {
        if (before instanceof Map && after instanceof Map) {
            Map<String, Object> both = new LinkedHashMap<>(map(before));
            both.putAll(map(after));
            return both;
        }
        return after;
    }

    private static Object field(Map<String, Object> yaml, String name) {
        return Objects.requireNonNull(yaml.get(name), name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    @Test
    void theImageHasSettingsAndAHealthCheckThatThereAre() throws IOException {
        String image = Files.readString(SCRIPTS.resolve("Dockerfile"));
        List<String> names = new ArrayList<>();
        Matcher environment = Pattern.compile("([A-Z_]+)=").matcher(image.replaceFirst("(?s).*\nENV ", ""));
        while (environment.find()) {
            names.add(environment.group(1));
        }
        assertThat(names)
                .contains("TRADEBOARD_LOG_DIR", "TRADEBOARD_JAVA_OPTS", "LANG")
                .filteredOn(name -> name.startsWith(Setting.PREFIX) && !name.equals("TRADEBOARD_JAVA_OPTS"))
                .allMatch(Setting::isVariable);
        Matcher check = Pattern.compile("HEALTHCHECK .* CMD \\[\"tradeboard\", \"([a-z]+)\"]")
                .matcher(image);
        assertThat(check.find()).isTrue();
        Cli.parse(check.group(1));
    }
}
