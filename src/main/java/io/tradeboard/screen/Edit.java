package io.tradeboard.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a model while the next one is made. */
final class Edit {
    private static final Duration MESSAGE = Duration.ofSeconds(10);

    final WatchConfig config;
    Instant now;
    int columns;
    int rows;
    int tab;

    @Nullable
    LocalDate day;

    Model.Fetching fetching;
    Model.@Nullable Board board;
    Model.@Nullable Pause pause;

    @Nullable
    String trouble;

    Model.@Nullable Life life;
    Model.Look look;
    Model.Cursor cursor;

    @Nullable
    String followed;

    Model.@Nullable Search search;
    List<Moves.Move> moves;
    int help;
    Duration skew;
    String message;
    Instant messageUntil;
    Model.Requests requests;

    @Nullable
    Integer exitCode;

    Edit(Model model) {
        config = model.config();
        now = model.now();
        columns = model.columns();
        rows = model.rows();
        tab = model.tab();
        day = model.day();
        fetching = model.fetching();
        board = model.board();
        pause = model.pause();
        trouble = model.trouble();
        life = model.life();
        look = model.look();
        cursor = model.cursor();
        followed = model.followed();
        search = model.search();
        moves = model.moves();
        help = model.help();
        skew = model.skew();
        message = model.message();
        messageUntil = model.messageUntil();
        requests = model.requests();
        exitCode = model.exitCode();
    }

    /** Answers a key; the answer stands for a while. */
    void say(String answer) {
        message = answer;
        messageUntil = now.plus(MESSAGE);
    }

    Model done() {
        return new Model(
                config,
                now,
                columns,
                rows,
                tab,
                day,
                fetching,
                board,
                pause,
                trouble,
                life,
                look,
                cursor,
                followed,
                search,
                moves,
                help,
                skew,
                message,
                messageUntil,
                requests,
                exitCode);
    }
}
