package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormsTest {
    private final Encoders encoders = new Encoders();
    private final Forms forms = new Forms(encoders, 2);
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void stop() {
        encoders.close();
    }

    private Representation form(String name) {
        return forms.get(name, () -> Representation.of("text/plain", name + " " + made.incrementAndGet()))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aFormIsEncodedOnceForAllWhoAskWhileItIsUnderWay() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        var asked = Stream.generate(() -> forms.get("page", () -> {
                    await(go);
                    return Representation.of("text/plain", "page " + made.incrementAndGet());
                }))
                .limit(5)
                .toList();
        assertThat(asked).noneMatch(each -> each.toCompletableFuture().isDone());
        go.countDown();
        List<Representation> all =
                asked.stream().map(each -> each.toCompletableFuture().join()).toList();
        assertThat(all).hasSize(5).allSatisfy(each -> assertThat(each).isSameAs(all.get(0)));
        assertThat(made).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoeverAsksForEveryFormThereIsKeepsNoMemory() {
        assertThat(form("1")).isSameAs(form("1"));
        assertThat(form("2")).isSameAs(form("2"));
        assertThat(form("3")).isNotSameAs(form("3"));
        assertThat(form("1")).isSameAs(form("1"));
    }

    @Test
    void aFormThatFailedIsTriedAgain() {
        assertThatThrownBy(() -> forms.get("page", () -> {
                            throw new IllegalStateException("no fonts");
                        })
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no fonts");
        assertThat(form("page")).isSameAs(form("page"));
    }
}
