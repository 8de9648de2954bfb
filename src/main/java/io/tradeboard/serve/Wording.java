package io.tradeboard.serve;

import io.tradeboard.read.BoardState;
import java.util.List;
import java.util.stream.Stream;

/**
 * A state or a proof in words for a visitor.
 *
 * @param word what stands on the page, in capitals
 * @param tone how it looks: good, calm, wait or bad
 * @param meaning a sentence or two
 */
record Wording(String word, String tone, String meaning) {
    private static final String GOOD = "good";
    private static final String CALM = "calm";
    private static final String WAIT = "wait";
    private static final String BAD = "bad";

    private static final Wording EXACT = new Wording(
            "EXACT",
            GOOD,
            "All trades were counted a second time from the log, and every volume came out the same. The time is that of"
                    + " the recount.");
    private static final Wording BEHIND = new Wording(
            "BEHIND",
            WAIT,
            "The recount found trades in the log that are not on the board yet. They are on their way.");
    private static final Wording DIFFERS =
            new Wording("DIFFERS", BAD, "The recount came to other volumes than the board. It is being looked into.");
    private static final Wording UNVERIFIED =
            new Wording("UNVERIFIED", WAIT, "No recent recount confirms this board. It may be right all the same.");
    private static final Wording NOT_AUDITED =
            new Wording("NOT AUDITED", CALM, "This board has not been recounted yet.");
    private static final List<Wording> PROOFS = List.of(EXACT, BEHIND, DIFFERS, UNVERIFIED, NOT_AUDITED);

    /** What a state is called and what it means. */
    static Wording of(BoardState state) {
        return new Wording(state.word(), tone(state), meaning(state));
    }

    /** The words of a proof, which may have a time or a number behind its word; an empty one is not audited. */
    static Wording ofProof(String word) {
        return PROOFS.stream()
                .filter(proof -> word.startsWith(proof.word))
                .map(proof -> new Wording(word, proof.tone, proof.meaning))
                .findFirst()
                .orElse(NOT_AUDITED);
    }

    /** All states that a visitor can meet, the usual ones first. */
    static List<Wording> states() {
        return Stream.concat(
                        Stream.of(BoardState.LIVE, BoardState.CLOSING, BoardState.FINAL),
                        Stream.of(BoardState.values()))
                .distinct()
                .map(Wording::of)
                .toList();
    }

    static List<Wording> proofs() {
        return PROOFS;
    }

    private static String tone(BoardState state) {
        return switch (state) {
            case LIVE, FINAL -> GOOD;
            case EMPTY, CLOSING, NOT_KEPT -> CALM;
            case LOADING, LATE, HEALING, REDIS_BACK -> WAIT;
            case STALE, DAEMON_DOWN, DISK_FULL, CLOCKS, REFUSED, READ_ONLY, EVICTING, REDIS_DOWN -> BAD;
        };
    }

    private static String meaning(BoardState state) {
        return switch (state) {
            case LOADING -> "The board is being read for the first time.";
            case EMPTY -> "Nobody has traded yet today.";
            case LIVE -> "Every trade is counted up to a moment ago.";
            case LATE -> "A little behind. The newest trades are not on the board yet.";
            case STALE -> "Far behind. The board has not been brought up to date for minutes.";
            case HEALING ->
                "The board lost data and is being counted again from the log. Volumes rise until it is done.";
            case CLOSING -> "The day is over. Its last trades are still being counted.";
            case FINAL -> "The day is over and all of its trades are counted. These volumes never change again.";
            case NOT_KEPT -> "The day is over and its board was not kept.";
            case DAEMON_DOWN -> "Counting has stopped. The volumes are those of the moment when it did.";
            case DISK_FULL -> "Counting waits for space on its disk. The volumes do not move until then.";
            case CLOCKS -> "Counting waits because two clocks disagree about the time.";
            case REFUSED -> "This board takes no trades, or cannot be read.";
            case READ_ONLY -> "The store of the boards takes no changes. The volumes do not move until it does.";
            case REDIS_DOWN -> "The store of the boards cannot be reached. These are the last volumes known.";
            case EVICTING -> "The store of the boards is full and loses some of them again and again.";
            case REDIS_BACK -> "The store of the boards is back. The first report after that is still to come.";
        };
    }
}
