package io.tradeboard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the tree: who may import whom, and where each library stays. */
class ArchitectureTest {
    private static final String ROOT = "io.tradeboard.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tradeboard");

    @ParameterizedTest
    @CsvSource({
        "text,    ''",
        "run,     ''",
        "wal,     run",
        "redis,   run",
        "trade,   run text",
        "log,     trade wal kafka run",
        "source,  trade redis run text",
        "kafka,   run",
        "produce, trade redis kafka source run text",
        "buffer,  trade run",
        "board,   trade redis text",
        "status,  log board trade redis run text",
        "read,    board status run trade redis text",
        "ingest,  source kafka log wal buffer board read format status run trade redis text",
        "audit,   log wal board read status run trade redis text",
        "format,  audit read status run trade text",
        "screen,  format read status run trade redis text",
        "serve,   format read source status run trade redis text"
    })
    void packageImportsOnlyWhatItMay(String name, String allowed) {
        String[] ours = Stream.concat(Stream.of(name), Arrays.stream(allowed.split(" ", -1)))
                .filter(other -> !other.isEmpty())
                .map(other -> ROOT + other)
                .toArray(String[]::new);
        classes()
                .that(resideInAPackage(ROOT + name))
                .should(onlyDependOnClassesThat(resideInAnyPackage(ours).or(not(resideInAPackage("io.tradeboard..")))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "picocli..,                        cli",
        "com.googlecode.lanterna..,        screen",
        "redis.clients.jedis..,            redis board read source produce status",
        "redis.embedded..,                 redis",
        "org.apache.kafka..,               kafka",
        "com.github.benmanes.caffeine..,   read serve",
        "com.fasterxml.jackson..,          trade ingest format cli",
        "de.siegmar.fastcsv..,             trade format",
        "org.apache.commons.rng..,         produce",
        "org.HdrHistogram..,               run",
        "org.eclipse.jetty..,              serve",
        "gg.jte..,                         serve",
        "io.prometheus..,                  serve",
        "io.avaje..,                       format"
    })
    void libraryStaysInItsPackages(String library, String packages) {
        String[] homes =
                Arrays.stream(packages.split(" ", -1)).map(home -> ROOT + home).toArray(String[]::new);
        noClasses()
                .that(not(resideInAnyPackage(homes)))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(CLASSES);
    }

    @Test
    void caffeineIsBehindTheTwoCaches() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "read.CachedStandings")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "serve.AnswerCache")
                .should()
                .dependOnClassesThat(resideInAPackage("com.github.benmanes.caffeine.."))
                .check(CLASSES);
    }

    @Test
    void nothingStartsALoggingFramework() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "java.util.logging..", "ch.qos.logback.."))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyMainTouchesTheStreamsAndTheExitOfTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void wallClockIsReadOnlyThroughAClockInjectedAtTheStart() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "cli.Main")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "cli.Training")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(CLASSES);
    }
}
