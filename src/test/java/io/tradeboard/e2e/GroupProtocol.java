package io.tradeboard.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The protocols by which a group agrees, with sessions so short that who is gone is missed within seconds. */
enum GroupProtocol {
    CLASSIC("session.timeout.ms=3000\nheartbeat.interval.ms=500\n"),
    CONSUMER("group.protocol=consumer\n");

    private final String settings;

    GroupProtocol(String settings) {
        this.settings = settings;
    }

    /** The file for {@code --kafka-config}; added partitions are noticed within seconds too. */
    Path settingsIn(Deployment deployment) throws IOException {
        return Files.writeString(deployment.file(this + ".properties"), settings + "metadata.max.age.ms=1000\n");
    }
}
