package io.tradeboard.serve;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.tradeboard.format.Amounts;
import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.History;
import io.tradeboard.read.Proof;
import io.tradeboard.read.Standings;
import io.tradeboard.text.Counts;
import io.tradeboard.text.Printable;
import io.tradeboard.text.Times;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages that visitors see. Each is complete without a script; a script only updates it.
 *
 * <p>Names and symbols are escaped for their context; only the pictures of {@link Avatars} are inserted as they are.
 * Thread-safe.
 */
final class Pages {
    /** How many letters a search needs. */
    static final int LEAST_QUERY = 2;

    /** Templates are written as they are; nothing is added to their elements. */
    private static final HtmlInterceptor AS_IT_IS = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
    };

    private static final int WINNERS = 3;
    private static final int LONGEST_QUERY = 60;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final Site site;
    private final Links links;
    private final Assets assets;

    Pages(Site site, Assets assets) {
        this.site = site;
        this.links = new Links(site.publicUrl());
        this.assets = assets;
    }

    /** The page of one symbol, today's or that of a day which is over. */
    String board(BoardFacts board, List<SymbolLink> symbols) {
        BoardPage page = boardPage(board);
        boolean over = board.standings().isOver(board.now());
        String path =
                over ? links.board(board.symbol(), board.standings().board().day()) : links.board(board.symbol());
        String picture = !over && Pictures.isPossible() ? links.picture(board.symbol()) : null;
        String leader = page.table().rows().isEmpty()
                ? ""
                : " " + page.table().rows().get(0).name() + " leads.";
        Frame frame = new Frame(
                links,
                assets,
                page.facts().title(),
                page.title() + ", " + page.lead() + ", ranked by exact volume." + leader,
                absolute(path),
                picture == null ? null : absolute(picture),
                board.symbol(),
                symbols);
        return write(out -> JteboardGenerated.render(out, AS_IT_IS, frame, page));
    }

    /** The rows of a board, as they are in its page and in the events {@code rows}. */
    String rows(BoardFacts board) {
        BoardPage page = boardPage(board);
        return write(out -> JterowsGenerated.render(out, AS_IT_IS, page.table()));
    }

    /** What a page says beside the rows, for the events {@code facts}: elements that replace those with the same id. */
    String facts(BoardFacts board) {
        BoardPage page = boardPage(board);
        return write(out -> JteliveGenerated.render(out, AS_IT_IS, page));
    }

    /** A board alone, for a frame in another page. */
    String embed(BoardFacts board, int depth) {
        BoardPage page = boardPage(board, depth);
        Frame frame = frame(page.facts().title(), page.lead(), board.symbol(), List.of());
        return write(out -> JteembedGenerated.render(out, AS_IT_IS, frame, page));
    }

    /**
     * The page of one trader.
     *
     * @param shownName as everybody may see it
     * @param places one for each symbol in which the trader stands
     * @param symbol from whose board the visitor comes; its place is shown first
     */
    String trader(String symbol, String shownName, List<TraderPlace> places, List<SymbolLink> symbols) {
        String name = Printable.clean(shownName);
        List<PlaceView> views = new ArrayList<>();
        places.stream()
                .sorted(Comparator.comparing(place -> !place.facts().symbol().equals(symbol)))
                .forEach(place -> views.add(PlaceView.of(views.size() + 1, place, links)));
        String lead = places.isEmpty() ? "" : "Trading " + Counts.of(places.size(), "symbol") + " today";
        TraderPage page = new TraderPage(name, Avatars.trader(name), lead, Find.on(symbol, links), views);
        String best = views.isEmpty()
                ? ""
                : " #" + views.get(0).own().rank() + " in " + views.get(0).title();
        Frame frame = new Frame(
                links,
                assets,
                name + best + " · tradeboard",
                name + " on the boards of traders by volume." + best,
                absolute(links.trader(symbol, shownName)),
                null,
                symbol,
                symbols);
        return write(out -> JtetraderGenerated.render(out, AS_IT_IS, frame, page));
    }

    /** The traders of a board whose names have a part in them; none where the part is shorter than {@link #LEAST_QUERY}. */
    String found(BoardFacts board, String query, List<Standings.Row> rows, List<SymbolLink> symbols) {
        String shown = Printable.clean(Printable.cut(query, LONGEST_QUERY));
        boolean tooShort = query.strip().length() < LEAST_QUERY;
        RowViews views = new RowViews(board.standings().with(rows), History.NONE, links);
        String title = board.standings().title();
        String lead = tooShort
                ? "Type at least " + LEAST_QUERY + " letters of the name."
                : rows.isEmpty()
                        ? "Nobody with that in the name trades " + title + " today."
                        : Counts.of(rows.size(), "trader") + " of " + title + ", by volume";
        FoundPage page = new FoundPage(
                board.symbol(),
                title,
                links.board(board.symbol()),
                shown,
                lead,
                Find.on(board.symbol(), links),
                tooShort ? List.of() : views.all());
        Frame frame = frame("Find “" + shown + "” · tradeboard", lead, board.symbol(), symbols);
        return write(out -> JtefoundGenerated.render(out, AS_IT_IS, frame, page));
    }

    /**
     * Who won on a day that is over.
     *
     * @param winners the boards of that day, best known symbols first
     * @param days the days of which boards are kept, newest first
     */
    String results(LocalDate day, List<Standings> winners, List<LocalDate> days, List<SymbolLink> symbols) {
        List<ResultsPage.Winners> boards = winners.stream().map(this::winners).toList();
        List<ResultsPage.Day> others = days.stream()
                .map(each -> new ResultsPage.Day(each, SHORT_DAY.format(each), links.results(each), each.equals(day)))
                .toList();
        String title = boards.isEmpty() ? "Past days" : "Winners of " + DAY.format(day);
        String lead = boards.isEmpty()
                ? "A day's winners stand here once the day is over and all of its trades are counted."
                : "The first three of " + Counts.of(boards.size(), "board");
        ResultsPage page = new ResultsPage(title, lead, others, boards);
        Frame frame = new Frame(
                links,
                assets,
                title + " · tradeboard",
                "Who traded most on " + DAY.format(day) + ".",
                absolute(links.results(day)),
                null,
                null,
                symbols);
        return write(out -> JteresultsGenerated.render(out, AS_IT_IS, frame, page));
    }

    /** What went wrong, with links to all symbols. */
    String problem(int status, String title, String detail, List<SymbolLink> symbols) {
        Frame frame = frame(title + " · tradeboard", detail, null, symbols);
        return write(out -> JteproblemGenerated.render(
                out, AS_IT_IS, frame, status, Printable.clean(title), sentence(Printable.clean(detail))));
    }

    /** A detail as a sentence of a page; documents have it without a capital and a full stop. */
    private static String sentence(String detail) {
        return detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
    }

    /** The page on which the API can be read and tried. */
    String docs() {
        Frame frame = frame("API · tradeboard", "The API of the boards, to be read and tried.", null, List.of());
        return write(out -> JtedocsGenerated.render(out, AS_IT_IS, frame));
    }

    /** What is around the page on which the API can be read. */
    Frame reference() {
        return frame("API reference · tradeboard", "Every operation and schema of the API.", null, List.of());
    }

    private BoardPage boardPage(BoardFacts board) {
        return boardPage(board, site.depth());
    }

    private BoardPage boardPage(BoardFacts board, int depth) {
        Standings standings = board.standings().top(depth);
        RowViews views = new RowViews(standings, board.history(), links);
        String symbol = board.symbol();
        LocalDate day = standings.board().day();
        boolean over = standings.isOver(board.now());
        String when = over ? "of " + DAY.format(day) : "today";
        String lead = "Top " + depth + " traders " + when;
        Facts facts = Facts.of(board);
        String caption = standings.title() + " (" + symbol + "): " + lead;
        return new BoardPage(
                symbol,
                standings.title(),
                lead,
                "Ranked by volume traded " + (over ? "from midnight to midnight " : "since midnight ")
                        + standings.zone().getId() + ". Every trade counts exactly once.",
                facts,
                BoardTable.of(board, views, caption),
                over ? List.of() : new Highlights(standings, views, links).found(),
                Find.on(symbol, links),
                links.board(symbol),
                facts.moves() && !over ? links.live(symbol) : null,
                over ? links.json(symbol, day) : links.json(symbol),
                over ? links.csv(symbol, day) : links.csv(symbol),
                over ? null : Share.of(symbol, standings.title(), links));
    }

    private ResultsPage.Winners winners(Standings standings) {
        String symbol = standings.board().symbol();
        Standings top = standings.top(WINNERS);
        return new ResultsPage.Winners(
                symbol,
                standings.title(),
                links.board(symbol, standings.board().day()),
                Wording.of(standings.state()),
                Wording.ofProof(Proof.of(standings, standings.asOf(), new Times(standings.zone()))
                        .word()),
                new Amounts(top).total(false),
                Counts.of(standings.traders(), "trader"),
                new RowViews(top, History.NONE, links).all());
    }

    private Frame frame(String title, String description, @Nullable String symbol, List<SymbolLink> symbols) {
        return new Frame(links, assets, title, description, null, null, symbol, symbols);
    }

    private @Nullable String absolute(String link) {
        return links.isPublic() ? links.absolute(link) : null;
    }

    private static String write(Consumer<HtmlTemplateOutput> template) {
        StringOutput out = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(out));
        return out.toString();
    }
}
