package io.tradeboard.screen;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a model while the next one is made. */
final class Edit {
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
    String message;
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
        message = model.message();
        requests = model.requests();
        exitCode = model.exitCode();
    }

    Model done() {
        return new Model(
                config, now, columns, rows, tab, day, fetching, board, pause, trouble, life, look, cursor, followed,
                search, moves, help, message, requests, exitCode);
    }
}
