package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher and its class-data archive, in a place of their own, where the archive can be spoilt. */
class ClassArchiveIT {
    private static final String ARCHIVE = "tradeboard.jsa";
    private static final Path BUILD = Path.of("target").toAbsolutePath();

    @TempDir
    static Path home;

    private static Path whole = Path.of("");
    private static String version = "";

    /** What may be wrong with an archive. */
    private enum Spoiling {
        MISSING {
            @Override
            void spoil(Path archive) throws IOException {
                Files.delete(archive);
            }
        },
        CUT_OFF {
            @Override
            void spoil(Path archive) throws IOException {
                try (FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
                    file.truncate(file.size() / 2);
                }
            }
        },
        EMPTY {
            @Override
            void spoil(Path archive) throws IOException {
                Files.write(archive, new byte[0]);
            }
        },
        NO_ARCHIVE {
            @Override
            void spoil(Path archive) throws IOException {
                Files.writeString(archive, "not an archive.\n");
            }
        },
        OF_ANOTHER_JVM {
            @Override
            void spoil(Path archive) throws IOException {
                garble(archive, 0);
            }
        },
        DAMAGED_HEADER {
            @Override
            void spoil(Path archive) throws IOException {
                garble(archive, 200);
            }
        },
        DAMAGED {
            @Override
            void spoil(Path archive) throws IOException {
                garble(archive, Files.size(archive) / 4);
            }
        },
        OF_ANOTHER_PLACE {
            @Override
            void spoil(Path archive) throws IOException {
                Files.copy(BUILD.resolve(ARCHIVE), archive, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        OF_ANOTHER_BUILD {
            @Override
            void spoil(Path archive) throws IOException {
                Files.setLastModifiedTime(
                        archive.resolveSibling("tradeboard.jar"),
                        FileTime.from(Instant.now().plusSeconds(60)));
            }
        };

        abstract void spoil(Path archive) throws IOException;

        static void garble(Path archive, long offset) throws IOException {
            byte[] rubbish = new byte[64];
            new Random(offset).nextBytes(rubbish);
            try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
                file.seek(offset);
                file.write(rubbish);
            }
        }
    }

    @BeforeAll
    static void install() throws Exception {
        for (String file : List.of("bin/tradeboard", "scripts/class-archive", "pom.xml")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.copy(Path.of(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("target/lib"));
        try (Stream<Path> libraries = Files.list(BUILD.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, home.resolve("target/lib").resolve(library.getFileName()));
            }
        }
        Files.copy(BUILD.resolve("tradeboard.jar"), home.resolve("target/tradeboard.jar"));
        Files.createFile(home.resolve("target/.built"));
        run(home.resolve("scripts/class-archive").toString()).expect(0);
        whole = Files.move(home.resolve("target").resolve(ARCHIVE), home.resolve("whole"));
        version = version(Map.of()).expect(0).out();
    }

    @Test
    void theClassesOfACommandComeFromTheArchive() throws Exception {
        putBack();
        Path loaded = home.resolve("loaded");
        version(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded)).expect(0);

        assertThat(Files.readAllLines(loaded))
                .filteredOn(line -> line.contains(" io.tradeboard.cli.Main "))
                .singleElement()
                .asString()
                .endsWith("shared objects file");
    }

    @Test
    void commandsAreTrainedBeyondTheirFirstAnswerFromRedis() throws Exception {
        assertThat(Files.readAllLines(home.resolve("target/class-archive/list")))
                .contains("redis/clients/jedis/Protocol", "java/net/Socket$SocketInputStream");
        assertThat(home.resolve("target/class-archive/scratch")).doesNotExist();
    }

    @Test
    void theClassesOfPicocliAreInTheArchive() throws Exception {
        assertThat(Files.readString(home.resolve("target/class-archive/dump.log")))
                .doesNotContain("Skipping picocli");
    }

    @Test
    void aShortCommandLoadsNothingOfKafka() throws Exception {
        assertThat(Files.readAllLines(home.resolve("target/class-archive/trained.classes")))
                .noneMatch(line -> line.startsWith("org/apache/kafka"));
    }

    @Test
    void aShortCommandSearchesNoJarForWhatIsInNone() throws Exception {
        putBack();
        Path thrown = home.resolve("thrown");
        version(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:exceptions:file=" + thrown)).expect(0);

        assertThat(Files.readString(thrown)).doesNotContain("ClassNotFoundException");
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveThatDoesNotFitIsIgnoredQuietly(Spoiling spoiling) throws Exception {
        FileTime before = Files.getLastModifiedTime(home.resolve("target/tradeboard.jar"));
        spoiling.spoil(putBack());
        Running.Finished finished = version(Map.of());
        Files.setLastModifiedTime(home.resolve("target/tradeboard.jar"), before);

        assertThat(finished.expect(0).out()).startsWith("tradeboard ").isEqualTo(version);
        assertThat(finished.err()).isEmpty();
    }

    /** Puts the archive, as it was made, where the launcher looks for it. */
    private static Path putBack() throws IOException {
        Path archive = home.resolve("target").resolve(ARCHIVE);
        Files.copy(whole, archive, StandardCopyOption.REPLACE_EXISTING);
        archive.toFile().setWritable(true);
        return archive;
    }

    private static Running.Finished version(Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(home.resolve("bin/tradeboard").toString(), "--version"));
        return run(command.toArray(String[]::new));
    }

    private static Running.Finished run(String... command) throws Exception {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Running(List.of(command), process, out, err).join();
    }
}
