package io.tradeboard.serve;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Liveness and readiness of this server, for monitoring. */
final class HealthRoutes {
    private static final Representation OK = Representation.of("text/plain; charset=utf-8", "ok\n");

    private final Boards boards;
    private final BooleanSupplier stopping;

    HealthRoutes(Boards boards, BooleanSupplier stopping) {
        this.boards = boards;
        this.stopping = stopping;
    }

    List<Route> routes() {
        return List.of(
                Route.ready("/healthz", Route.Kind.API, ask -> new Answer(OK, Answer.NO_STORE)),
                Route.ready("/readyz", Route.Kind.API, ask -> ready()));
    }

    private Answer ready() throws Problem {
        if (stopping.getAsBoolean()) {
            throw Problem.unavailable("this server ends", Duration.ofSeconds(5));
        }
        if (!boards.isReady()) {
            throw Problem.unavailable("Redis cannot be reached, and no board is in hand", Duration.ofSeconds(5));
        }
        return new Answer(OK, Answer.NO_STORE);
    }
}
