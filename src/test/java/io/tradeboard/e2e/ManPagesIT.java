package io.tradeboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManPagesIT {
    @Test
    void theBuildWritesThemBesideTheJar() {
        assertThat(Path.of("target/man/tradeboard.1")).content().startsWith(".TH \"TRADEBOARD\"");
        assertThat(Path.of("target/man/tradeboard-log-dump.1")).isNotEmptyFile();
    }
}
