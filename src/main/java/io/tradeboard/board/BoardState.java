package io.tradeboard.board;

import io.tradeboard.redis.RedisUnavailableException;

/** How a board stands towards one writer, as Redis says. */
public sealed interface BoardState {
    /** It counts everything below the mark's next offset; {@link Mark#ZERO} also where there is no board. */
    record Open(Mark mark) implements BoardState {}

    /** An update in parts is under way; any daemon with its records can finish it. */
    record InParts(Mark mark) implements BoardState {}

    /** It takes nothing until what the reason names is fixed: a foreign key, another scale or zone, a bad field. */
    record Refused(String reason) implements BoardState {}

    /** The master of a cluster that has it cannot serve now, though others can. */
    record Away(RedisUnavailableException why) implements BoardState {}

    /** Its time is over by the clock of Redis. */
    record Closed() implements BoardState {}

    /** Of a board that holds this mark. */
    static BoardState at(Mark mark) {
        return mark.isPartial() ? new InParts(mark) : new Open(mark);
    }
}
