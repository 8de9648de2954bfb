package io.tradeboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final List<String> said = new ArrayList<>();
    private final Notices notices =
            new Notices(message -> said.add("info " + message), message -> said.add("warning " + message));

    @Test
    void whatBeginsIsAWarningAndWhatEndsIsNot() {
        notices.begin("redis", "Redis is away");
        notices.remind("redis", "Redis is still away");
        notices.end("redis", "Redis is back");
        notices.remind("disk", "the disk is full");
        assertThat(said).containsExactly("warning Redis is away", "info Redis is back", "warning the disk is full");
    }

    @Test
    void whatIsReportedOnceIsReportedOnceWhateverItIs() {
        notices.warnOnce("gone");
        notices.warnOnce("gone");
        notices.sayOnce("reading");
        notices.sayOnce("reading");
        assertThat(said).containsExactly("warning gone", "info reading");
    }
}
