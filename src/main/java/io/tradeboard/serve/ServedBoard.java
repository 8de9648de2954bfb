package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A board with the forms of it that were requested. Thread-safe. */
final class ServedBoard {
    private static final int MOST_FORMS = 24;

    private final BoardFacts facts;
    private final long dueNanos;
    private final Forms forms;

    /** @param dueNanos when the next one is due, by the ticker */
    ServedBoard(BoardFacts facts, long dueNanos, Encoders encoders) {
        this.facts = facts;
        this.dueNanos = dueNanos;
        this.forms = new Forms(encoders, MOST_FORMS);
    }

    BoardFacts facts() {
        return facts;
    }

    long dueNanos() {
        return dueNanos;
    }

    Answer.Life life() {
        return new Answer.Until(dueNanos);
    }

    /** The form of that name, which {@code make} encodes where nobody has asked for it yet. */
    CompletionStage<Representation> form(String name, Function<BoardFacts, Representation> make) {
        return forms.get(name, () -> make.apply(facts));
    }

    /** The same as an answer, which holds until the next board is due. */
    CompletionStage<Answer> answer(String name, Function<BoardFacts, Representation> make) {
        return form(name, make).thenApply(body -> new Answer(body, life()));
    }
}
