package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/tradeboard} hands to Java, and when it builds: with a Java and a Maven that only say how they were called. */
class LauncherTest {
    private static final String SAY_ARGUMENTS = """
            #!/bin/sh
            echo "locale=${LC_ALL-}"
            echo "descriptors=$(ls /proc/self/fd | tr '\\n' ' ')"
            for argument; do echo "$argument"; done
            """;

    private static final String BUILD = """
            #!/bin/sh
            echo "mvn $*"
            echo "[INFO] --- jar:3.4.2:jar (default-jar) @ tradeboard ---"
            [ ! -f broken ] || { echo "[ERROR] it is broken"; exit 1; }
            mkdir -p target && : >target/tradeboard.jar
            """;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("");
    private Path cwd = Path.of("");

    private record Result(int code, List<String> out, String err) {}

    @BeforeEach
    void installed() throws IOException {
        cwd = Files.createDirectory(directory.resolve("cwd"));
        script("tools/java", SAY_ARGUMENTS);
        script("tools/mvn", BUILD);
        environment.put("PATH", directory.resolve("tools") + ":" + System.getenv("PATH"));
        environment.put("HOME", directory.toString());
        install("home");
    }

    @Test
    void theArgumentsArriveAsTheyAre() throws Exception {
        Result result = run("show", "two words", "*", "", "$HOME", "it's", "ü", "-o", "json");

        assertThat(result.out())
                .containsSubsequence(
                        "-Dtradeboard.home=" + home,
                        "-jar",
                        home + "/target/tradeboard.jar",
                        "show",
                        "two words",
                        "*",
                        "",
                        "$HOME",
                        "it's",
                        "ü",
                        "-o",
                        "json");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"show,   -Xmx128m, true", "watch,  -Xmx128m, true", "ingest, -Xmx512m, false", "audit,  -Xmx512m, false"
    })
    void eachCommandHasItsHeapAndCompiler(String command, String heap, boolean light) throws Exception {
        List<String> out = run(command).out();

        assertThat(out).contains(heap, "-XX:+UseSerialGC");
        assertThat(out.contains("-XX:TieredStopAtLevel=1")).isEqualTo(light);
        assertThat(out.contains("-XX:Tier3InvocationThreshold=1000")).isEqualTo(light);
        assertThat(out.contains("-XX:-UsePerfData")).isEqualTo(light);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-XX:+UseG1GC                            | -XX:+UseSerialGC",
                "-XX:+UseParallelGC                      | -XX:+UseSerialGC",
                "-XX:+UseZGC                             | -XX:+UseSerialGC",
                "-XX:+UseShenandoahGC                    | -XX:+UseSerialGC",
                "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC | -XX:+UseSerialGC",
                "-XX:-UseSerialGC                        | -XX:+UseSerialGC",
                "-Xms1g                                  | -Xmx128m",
                "-Dx=y -Xmx1g                            | -Xmx128m",
                "-Xmn100m                                | -Xmx128m",
                "-XX:MaxHeapSize=1g                      | -Xmx128m",
                "-XX:InitialHeapSize=1g                  | -Xmx128m",
                "-XX:MaxRAMPercentage=50                 | -Xmx128m",
                "-XX:InitialRAMPercentage=50             | -Xmx128m",
                "-XX:MaxRAM=4g                           | -Xmx128m",
                "-XX:-TieredCompilation                  | -XX:TieredStopAtLevel=1",
                "-XX:TieredStopAtLevel=4                 | -XX:TieredStopAtLevel=1",
                "-Xint                                   | -XX:TieredStopAtLevel=1",
                "-XX:+UsePerfData                        | -XX:-UsePerfData",
                "-Djava.io.tmpdir=/x                     | -Djava.io.tmpdir=/tmp",
                "@/etc/java.options                      | -XX:+UseSerialGC"
            })
    void whatIsChosenForJavaGoesBeforeOurs(String options, String ours) throws Exception {
        assertThat(run("show").out()).contains(ours);
        for (String variable :
                List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "TRADEBOARD_JAVA_OPTS")) {
            environment.put(variable, options);
            List<String> out = run("show").out();
            environment.remove(variable);

            assertThat(out).as(variable).doesNotContain(ours).contains("-jar");
            if (variable.startsWith("TRADEBOARD")) {
                assertThat(out).containsSubsequence(options.split(" "));
            }
        }
    }

    @Test
    void otherOptionsForJavaLeaveOursAlone() throws Exception {
        environment.put("TRADEBOARD_JAVA_OPTS", "  -Dx=*  -XX:+HeapDumpOnOutOfMemoryError ");

        assertThat(run("show").out())
                .contains("-XX:+UseSerialGC", "-Xmx128m", "-XX:TieredStopAtLevel=1")
                .containsSubsequence("-Dx=*", "-XX:+HeapDumpOnOutOfMemoryError", "-jar", "show");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with blanks  two", "ü€😀", "quote's \"$HOME\" *", "-dash"})
    void thePathMayHoldAnything(String name) throws Exception {
        install(name);
        environment.put("LC_ALL", "C");

        assertThat(run("show").out())
                .contains("-Dtradeboard.home=" + home, home + "/target/tradeboard.jar", "-Dtradeboard.lc_all=C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8", "nowhere"})
    void javaHasALocaleOfUtf8AndTradeboardThatOfTheUser(String locale) throws Exception {
        environment.put("LC_ALL", locale);

        Result result = run("show");
        assertThat(result.out()).contains("locale=C.UTF-8", "-Dtradeboard.lc_all=" + locale);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "/", "..:.", "/tmp"})
    void theSearchPathOfCdDoesNotMatter(String path) throws Exception {
        environment.put("CDPATH", path);
        Path relative = cwd.relativize(home.resolve("bin/tradeboard"));

        assertThat(runAt(relative.toString(), "show").out()).contains("-Dtradeboard.home=" + home);
        cwd = home;
        assertThat(runAt("bin/tradeboard", "show").out()).contains("-Dtradeboard.home=" + home);
        cwd = home.resolve("bin");
        assertThat(runAt("./tradeboard", "show").out()).contains("-Dtradeboard.home=" + home);
        assertThat(runAt("sh", "tradeboard", "show").out()).contains("-Dtradeboard.home=" + home);
    }

    @Test
    void itIsFoundThroughLinksAndThePath() throws Exception {
        Path link = Files.createSymbolicLink(cwd.resolve("tb"), cwd.relativize(home.resolve("bin/tradeboard")));
        Path second = Files.createSymbolicLink(directory.resolve("second link"), link);
        Path folder = Files.createSymbolicLink(directory.resolve("folder"), home.resolve("bin"));

        for (String program : List.of("./tb", second.toString(), folder + "/tradeboard")) {
            assertThat(runAt(program, "show").out()).contains("-Dtradeboard.home=" + home);
        }
        environment.merge("PATH", home.resolve("bin") + ":", (old, added) -> added + old);
        assertThat(runAt("tradeboard", "show").out()).contains("-Dtradeboard.home=" + home);
    }

    @Test
    void javaHomeGoesBeforeThePath() throws Exception {
        script("jdk/bin/java", "#!/bin/sh\necho mine\n");
        environment.put("JAVA_HOME", directory.resolve("jdk").toString());
        assertThat(run("show").out()).containsExactly("mine");
        environment.put("JAVA_HOME", "/nowhere");
        assertThat(run("show").out()).contains("show");
    }

    @Test
    void withoutJavaASentenceSaysSo() throws Exception {
        Files.delete(directory.resolve("tools/java"));
        environment.put("PATH", toolsOfTheSystem().toString());
        assertThat(run("show"))
                .isEqualTo(
                        new Result(
                                2,
                                List.of(),
                                "tradeboard: java is not installed; Java 17 or later is needed, on the PATH or in JAVA_HOME\n"));
    }

    @Test
    void aClosedStreamIsNotTakenByAFile() throws Exception {
        String program = "'" + home + "/bin/tradeboard' show";
        assertThat(shell(program).out())
                .contains("-Dtradeboard.stdin.closed=false", "-Dtradeboard.stdout.closed=false");
        Result noInput = shell(program + " <&-");
        assertThat(noInput.out()).contains("-Dtradeboard.stdin.closed=true", "-Dtradeboard.stdout.closed=false");
        assertThat(noInput.out().stream().filter(line -> line.startsWith("descriptors=0 1 2 ")))
                .hasSize(1);
        assertThat(shell(program + " 2>&-").out()).contains("show");
        script("tools/java", "#!/bin/sh\nfor argument; do echo \"$argument\"; done >\"$HOME/said\"\n");
        assertThat(shell(program + " >&-").code()).isZero();
        assertThat(Files.readAllLines(directory.resolve("said")))
                .contains("-Dtradeboard.stdin.closed=false", "-Dtradeboard.stdout.closed=true");
    }

    @Test
    void aWorkingDirectoryThatIsGoneIsNamed() throws Exception {
        Result result = shell("mkdir gone && cd gone && rmdir ../gone && '" + home + "/bin/tradeboard' show");

        assertThat(result.err()).contains("tradeboard: the working directory no longer exists; cd to another one\n");
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void itIsBuiltOnceAndThenWhereTheSourcesAreNewer() throws Exception {
        Files.delete(home.resolve("target/tradeboard.jar"));
        String building = "tradeboard: building, once (about a minute on a new machine) ...\ntradeboard: built\n";

        Result first = run("show");
        assertThat(first.err()).isEqualTo(building);
        assertThat(first.out()).contains("show").doesNotContain("mvn");
        assertThat(run("show").err()).isEmpty();
        touch("src/main/java/A.java", 60);
        assertThat(run("show").err()).isEqualTo(building);
    }

    @Test
    void completionDoesNotBuild() throws Exception {
        touch("src/main/java/A.java", 60);
        Result older = run("complete", "traders");
        assertThat(older.out()).contains("complete", "traders");
        assertThat(older.err()).isEmpty();
        Files.delete(home.resolve("target/tradeboard.jar"));
        assertThat(run("complete", "traders")).isEqualTo(new Result(0, List.of(), ""));
        assertThat(home.resolve("target/tradeboard.jar")).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsShown() throws Exception {
        Files.delete(home.resolve("target/tradeboard.jar"));
        Files.writeString(home.resolve("broken"), "");

        Result result = run("show");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("[ERROR] it is broken\n")
                .endsWith("tradeboard: the build failed; all of it is in " + home + "/target/build.log\n")
                .doesNotContain("built\n");
    }

    @ParameterizedTest
    @CsvSource({"NOTIFY_SOCKET, /run/x", "INVOCATION_ID, 0123"})
    void aServiceDoesNotBuild(String variable, String value) throws Exception {
        environment.put(variable, value);
        assertThat(run("ingest").err()).isEmpty();
        touch("src/main/java/A.java", 60);
        Result stale = run("ingest");
        assertThat(stale.err())
                .isEqualTo("tradeboard: the sources are newer than the build, and a service does not build; this is"
                        + " the older build\n");
        assertThat(stale.out()).contains("ingest");
        Files.delete(home.resolve("target/tradeboard.jar"));
        assertThat(run("ingest"))
                .isEqualTo(new Result(
                        2,
                        List.of(),
                        "tradeboard: not built yet, and a service does not build; build it first where that can be"
                                + " done: " + home + "/bin/tradeboard --version\n"));
    }

    @Test
    void withoutMavenItSaysWhatIsMissing() throws Exception {
        Files.delete(home.resolve("target/tradeboard.jar"));
        Files.delete(directory.resolve("tools/mvn"));
        environment.put("PATH", directory.resolve("tools") + ":" + toolsOfTheSystem());

        Result result = run("show");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("tradeboard: not built yet, and Maven (mvn) is not installed; build it first");
    }

    @Test
    void anInstalledReleaseHasNoSourcesAndNeedsNone() throws Exception {
        try (Stream<Path> sources = Files.walk(home.resolve("src")).sorted((a, b) -> b.compareTo(a))) {
            for (Path path : sources.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(home.resolve("pom.xml"));
        assertThat(run("show").out()).contains("show");
        Files.delete(home.resolve("target/tradeboard.jar"));
        assertThat(run("show").err()).contains("there are no sources in " + home);
    }

    @Test
    void theSharedArchiveIsUsedWhereThereIsOneAndNobodyChoseAnother() throws Exception {
        Files.writeString(home.resolve("target/tradeboard.jsa"), "");
        String ours = "-XX:SharedArchiveFile=" + home + "/target/tradeboard.jsa";
        assertThat(run("show").out()).contains(ours);
        environment.put("JAVA_TOOL_OPTIONS", "-Xshare:off");
        assertThat(run("show").out()).doesNotContain(ours, "-Xshare:auto");
    }

    @Test
    void onlyShortCommandsMapTheSharedArchiveWhereItWasMadeForAndTrustIt() throws Exception {
        Files.writeString(home.resolve("target/tradeboard.jsa"), "");
        assertThat(run("show").out())
                .containsSubsequence(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:ArchiveRelocationMode=0",
                        "-XX:-BytecodeVerificationRemote");
        assertThat(run("serve").out()).doesNotContain("-XX:ArchiveRelocationMode=0", "-XX:-BytecodeVerificationRemote");
        Files.delete(home.resolve("target/tradeboard.jsa"));
        assertThat(run("show").out()).doesNotContain("-XX:ArchiveRelocationMode=0");
    }

    @Test
    void everyFileOfTheLauncherHasTheLineEndsOfUnix() throws IOException {
        assertThat(Files.readString(Path.of(".gitattributes"))).contains("* text=auto eol=lf\n");
        assertThat(Files.readString(Path.of("bin/tradeboard")))
                .startsWith("#!/bin/sh\n")
                .doesNotContain("\r");
    }

    private void install(String name) throws IOException {
        home = Files.createDirectories(directory.resolve(name)).toRealPath();
        Files.createDirectories(home.resolve("bin"));
        Files.copy(
                Path.of("bin/tradeboard"),
                home.resolve("bin/tradeboard"),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        touch("pom.xml", -60);
        touch("src/main/java/A.java", -60);
        touch("target/tradeboard.jar", -30);
    }

    private void touch(String name, int seconds) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        FileTime time = FileTime.from(Instant.now().plusSeconds(seconds));
        Files.setLastModifiedTime(file, time);
        for (Path part = Path.of(name).getParent(); part != null; part = part.getParent()) {
            Files.setLastModifiedTime(home.resolve(part), time);
        }
    }

    private void script(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A directory with what the launcher needs, and neither Java nor Maven. */
    private Path toolsOfTheSystem() throws IOException {
        for (String tool : List.of("sh", "find", "locale", "readlink", "ls", "tr")) {
            script("system/" + tool, "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
        }
        return directory.resolve("system");
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        List<String> call =
                new ArrayList<>(List.of(home.resolve("bin/tradeboard").toString()));
        call.addAll(List.of(arguments));
        return runAt(call.toArray(String[]::new));
    }

    private Result shell(String script) throws IOException, InterruptedException {
        return runAt("/bin/sh", "-c", script);
    }

    /** Runs a program with no environment but ours, and no terminal. */
    private Result runAt(String... call) throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        List<String> whole = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        environment.forEach((name, value) -> whole.add(name + "=" + value));
        whole.addAll(Arrays.asList(call));
        Process process = new ProcessBuilder(whole)
                .directory(cwd.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out.lines().toList(), Files.readString(err));
    }
}
