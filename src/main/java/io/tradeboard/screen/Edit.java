package io.tradeboard.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The fields of a model while the next one is made. */
final class Edit {
    private static final Duration MESSAGE = Duration.ofSeconds(10);

    final WatchConfig config;
    Instant now;
    int columns;
    int rows;
    List<String> tabs;
    int tab;

    @Nullable
    LocalDate day;

    Map<Watch.Key, Watch> watches;
    long fetches;

    @Nullable
    Instant pausedAt;

    Model.@Nullable Life life;
    Duration skew;
    Look look;
    Page page;

    @Nullable
    Overlay overlay;

    Cursor cursor;

    @Nullable
    String followed;

    @Nullable
    Search search;

    Answer answer;
    Instant turnAt;
    Requests requests;

    @Nullable
    Integer exitCode;

    Edit(Model model) {
        config = model.config();
        now = model.now();
        columns = model.columns();
        rows = model.rows();
        tabs = model.tabs();
        tab = model.tab();
        day = model.day();
        watches = model.watches();
        fetches = model.fetches();
        pausedAt = model.pausedAt();
        life = model.life();
        skew = model.skew();
        look = model.look();
        page = model.page();
        overlay = model.overlay();
        cursor = model.cursor();
        followed = model.followed();
        search = model.search();
        answer = model.answer();
        turnAt = model.turnAt();
        requests = model.requests();
        exitCode = model.exitCode();
    }

    Watch.Key key() {
        return new Watch.Key(tabs.get(tab), day);
    }

    /** What is known of the chosen board. */
    Watch watch() {
        return watch(key());
    }

    Watch watch(Watch.Key key) {
        return Objects.requireNonNullElseGet(watches.get(key), () -> Watch.due(now));
    }

    void put(Watch.Key key, Watch watch) {
        Map<Watch.Key, Watch> others = new HashMap<>(watches);
        others.put(key, watch);
        watches = Map.copyOf(others);
    }

    /** Forgets all boards but these. */
    void keepOnly(List<Watch.Key> keys) {
        Map<Watch.Key, Watch> kept = new HashMap<>(watches);
        kept.keySet().retainAll(keys);
        watches = Map.copyOf(kept);
    }

    void changeAll(UnaryOperator<Watch> change) {
        Map<Watch.Key, Watch> changed = new HashMap<>(watches);
        changed.replaceAll((key, watch) -> change.apply(watch));
        watches = Map.copyOf(changed);
    }

    /** What is shown of the chosen board, null until it was read once. */
    Model.@Nullable Board board() {
        return watch().board();
    }

    /** Answers a key; the answer stands for a while. */
    void say(String text) {
        answer = new Answer(text, now.plus(MESSAGE), answer.hinted());
    }

    void clearAnswer() {
        answer = new Answer("", answer.until(), answer.hinted());
    }

    /** Names the key of the help, unless that was done before. */
    void hint() {
        if (!answer.hinted()) {
            answer = new Answer("? for help", now.plus(MESSAGE), true);
        }
    }

    void request(Requests.Request request) {
        requests = requests.and(request);
    }

    Model done() {
        return new Model(
                config, now, columns, rows, tabs, tab, day, watches, fetches, pausedAt, life, skew, look, page, overlay,
                cursor, followed, search, answer, turnAt, requests, exitCode);
    }
}
