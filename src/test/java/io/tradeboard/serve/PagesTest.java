package io.tradeboard.serve;

import static io.tradeboard.serve.Views.NOW;
import static io.tradeboard.serve.Views.live;
import static io.tradeboard.serve.Views.sample;
import static io.tradeboard.serve.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradeboard.format.BoardFacts;
import io.tradeboard.read.BoardCondition;
import io.tradeboard.read.BoardState;
import io.tradeboard.read.History;
import io.tradeboard.read.Standings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Assets ASSETS = new Assets();
    private static final Pages PAGES = new Pages(Views.site(""), ASSETS);
    private static final List<SymbolLink> SYMBOLS = List.of(
            new SymbolLink("BTC", "Bitcoin", BoardState.LIVE, "ann"),
            new SymbolLink("ETH", "Ethereum", BoardState.LATE, null));
    private static final History HISTORY = new History(
            List.of(sample(60, "bob=900", "ann=800", "cat=100"), sample(20, "ann=950", "bob=900", "cat=100")));
    private static final Pattern LINK = Pattern.compile("(?:href|src|action|data-live|data-openapi)=\"([^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z!/](?:\"[^\"]*\"|[^\">])*>");

    private static BoardFacts moving() {
        return view("BTC", BoardState.LIVE, "", HISTORY, "ann=1000", "bob=950", "dan=700", "cat=700", "eve=10");
    }

    private static List<String> all(BoardFacts view, String query) {
        List<Standings.Row> rows = view.standings().rows();
        List<TraderPlace> places = rows.isEmpty() ? List.of() : List.of(new TraderPlace(view, rows.get(0), rows));
        String trader = rows.isEmpty() ? query : rows.get(0).traderId();
        return List.of(
                PAGES.board(view, SYMBOLS),
                PAGES.embed(view, 5),
                PAGES.trader(view.symbol(), trader, places, SYMBOLS),
                PAGES.found(view, query, rows, SYMBOLS),
                PAGES.results(LocalDate.EPOCH, List.of(view.standings()), List.of(LocalDate.EPOCH), SYMBOLS),
                PAGES.problem(404, "No board of " + query, "There is no " + query, SYMBOLS),
                PAGES.docs());
    }

    @Test
    void boardShowsRankVolumeShareGapAndMovement() {
        String page = PAGES.board(moving(), SYMBOLS);

        assertThat(page)
                .contains("<h1>Bitcoin</h1>", "Top 10 traders today", "EXACT 14:30", "14:32:00", "4,402,118")
                .contains("<span>3=</span>", "9.50</span>", "29.8%", "tied", "0.50</span>", "since 13:32")
                .contains("▲1", "up 1", "▼1", "down 1", "NEW", "passes in")
                .contains("Busiest in the last hour", "Climbed most since 13:32")
                .contains("data-live=\"/live/BTC\"", "data-next-at=\"2026-11-22T14:33:00Z\"")
                .contains("<title>Bitcoin (BTC) · ann leads · tradeboard</title>");
        assertThat(page).contains(PAGES.rows(moving()).strip());
    }

    @Test
    void factsHaveAnIdEachSoThatTheyReplaceTheOldOnes() {
        String facts = PAGES.facts(moving());

        assertThat(facts).contains("id=\"facts\"", "id=\"highlights\"", "id=\"since\"", "data-made-at");
        String page = PAGES.board(moving(), SYMBOLS);
        assertThat(Stream.of("facts", "highlights", "since", "rows", "news"))
                .allSatisfy(
                        id -> assertThat(page.split("id=\"" + id + "\"", -1)).hasSize(2));
    }

    @ParameterizedTest
    @EnumSource(BoardState.class)
    void everyStateHasItsWordAndItsMeaning(BoardState state) {
        BoardFacts view = view("BTC", state, "because of this", History.NONE, "ann=1");
        String page = PAGES.board(view, SYMBOLS);
        Wording wording = Wording.of(state);

        assertThat(page).contains(state.word() + "</a>", "title=\"" + wording.meaning() + "\"");
        assertThat(page.contains("class=\"banner " + wording.tone()))
                .isEqualTo(!state.isWell() || state == BoardState.NOT_KEPT);
        assertThat(page.contains("<span>because of this.</span>")).isEqualTo(page.contains("class=\"banner"));
    }

    @ParameterizedTest
    @EnumSource(BoardState.class)
    void boardWithoutRowsSaysWhy(BoardState state) {
        String page = PAGES.board(view("BTC", state, "", History.NONE), SYMBOLS);
        assertThat(page).containsPattern("<strong>[A-Z][^<]+</strong>").contains("class=\"nobody\"");
    }

    @Test
    void dayThatIsOverDoesNotMove() {
        String page = PAGES.board(
                BoardFacts.of(Views.standings("BTC", NOW, "ann=1"), NOW.plus(Duration.ofDays(2)))
                        .with(new BoardCondition(BoardState.FINAL, ""), NOW.plus(Duration.ofDays(2))),
                SYMBOLS);
        assertThat(page)
                .contains("of Sunday, 22 November 2026", "FINAL", "/api/v1/boards/BTC?day=2026-11-22")
                .doesNotContain("data-live", "data-next-at", "class=\"countdown\"", "since 13:32");
    }

    @Test
    void cappedVolumeIsMarked() {
        assertThat(PAGES.rows(live("BTC", "ann=9223372036854775807"))).contains("≥92,233,720,368,547,758.07");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "javascript:alert(1)",
                "</title><svg onload=alert(1)>",
                "&lt;b&gt;",
                "`${7*7}`",
                "../../etc/passwd",
                "//evil.example/",
                "a?b=c#d"
            })
    void hostileNameIsNeverMarkup(String name) {
        BoardFacts view = view("BTC", BoardState.LIVE, name, HISTORY, name + "=1000", "bob=10");
        List<String> safe = all(view("BTC", BoardState.LIVE, "x", HISTORY, "x=1000", "bob=10"), "xx");
        List<String> pages = all(view, name);
        for (int i = 0; i < pages.size(); i++) {
            assertThat(tags(pages.get(i))).isEqualTo(tags(safe.get(i)));
        }
        assertThat(pages).allSatisfy(PagesTest::isClean);
    }

    @Test
    void hostileSymbolIsNeverMarkup() {
        // No board has such a symbol; the address asked for may.
        BoardFacts view = live("\"><script>", "ann=1");
        assertThat(all(view, "xx"))
                .allSatisfy(PagesTest::isClean)
                .allSatisfy(page -> assertThat(page).doesNotContain("\"><script>"));
    }

    @Test
    void everyLinkIsOneOfLinks() {
        List<String> pages = Stream.concat(
                        all(moving(), "an").stream(), all(live("A/B", "a/b=1", "..=1"), "an").stream())
                .toList();
        assertThat(pages)
                .allSatisfy(page -> assertThat(LINK.matcher(page.replaceAll("(?s)<code.*?</code>", ""))
                                .results()
                                .map(found -> found.group(1)))
                        .isNotEmpty()
                        .allMatch(link -> link.startsWith("#")
                                || (link.startsWith("/") && !link.startsWith("//") && isFollowable(link))));
    }

    @Test
    void longNamesAndForeignScriptsStandAlone() {
        String name = "محمد التاجر " + "x".repeat(200);
        assertThat(PAGES.rows(live("BTC", name + "=1", "東京トレーダー=1")))
                .contains("<bdi>" + name + "</bdi>", "title=\"" + name + "\"", "<bdi>東京トレーダー</bdi>");
        assertThat(PAGES.rows(live("BTC", "a\u202eb=1")))
                .doesNotContain("\u202e")
                .contains("a\\u202eb");
    }

    @Test
    void hundredsOfSymbolsAreAListThatCanBeSearched() {
        List<SymbolLink> many = IntStream.range(0, 300)
                .mapToObj(i -> new SymbolLink("S" + i, "Symbol " + i, BoardState.LIVE, null))
                .toList();
        String page = PAGES.board(live("S250", "ann=1"), many);

        assertThat(page).contains("<summary>All 300</summary>", "href=\"/S299\"");
        assertThat(page.substring(0, page.indexOf("<details"))).contains("aria-current=\"page\" title=\"Symbol 250\"");
        assertThat(PAGES.board(live("BTC", "ann=1"), SYMBOLS)).doesNotContain("<summary>All");
    }

    @Test
    void traderHasAPlaceInEverySymbol() {
        BoardFacts btc = moving();
        List<Standings.Row> rows = btc.standings().rows();
        BoardFacts eth = view("ETH", BoardState.LATE, "", History.NONE, "bob=7", "cat=5");
        List<TraderPlace> places = List.of(
                new TraderPlace(btc, rows.get(3), rows.subList(1, 5)),
                new TraderPlace(
                        eth, eth.standings().rows().get(1), eth.standings().rows()));
        String page = PAGES.trader("BTC", "cat", places, SYMBOLS);

        assertThat(page)
                .contains("<h1><bdi>cat</bdi></h1>", "Trading 2 symbols today", "#3=", "#2", "of 1,204 traders")
                .contains("/BTC/traders/dan", "/ETH/traders/bob", "class=\"own\"", "LATE");
        String fromEth = PAGES.trader("ETH", "cat", places, SYMBOLS);
        assertThat(fromEth.indexOf("Neighbours in Ethereum")).isLessThan(fromEth.indexOf("Neighbours in Bitcoin"));
        assertThat(PAGES.trader("BTC", "zed", List.of(), SYMBOLS)).contains("Not on any board today.");
    }

    @Test
    void searchSaysHowManyAndWhatIsTooShort() {
        BoardFacts view = moving();
        assertThat(PAGES.found(view, "a", view.standings().rows(), SYMBOLS))
                .contains("Type at least 2 letters")
                .doesNotContain("<tbody>");
        assertThat(PAGES.found(view, "an", view.standings().rows().subList(0, 1), SYMBOLS))
                .contains("1 trader of Bitcoin", "<bdi>ann</bdi>", "value=\"an\"");
        assertThat(PAGES.found(view, "zzz", List.of(), SYMBOLS)).contains("Nobody with that in the name");
    }

    @Test
    void resultsNameTheFirstThree() {
        LocalDate day = LocalDate.parse("2026-11-21");
        String page = PAGES.results(day, List.of(moving().standings()), List.of(day, day.minusDays(1)), SYMBOLS);
        assertThat(page)
                .contains("Winners of Saturday, 21 November 2026", "<bdi>ann</bdi>", "<bdi>dan</bdi>")
                .contains("href=\"/results/2026-11-20\"", "href=\"/BTC?day=2026-11-22\"")
                .doesNotContain("<bdi>cat</bdi>");
        assertThat(PAGES.results(day, List.of(), List.of(), SYMBOLS)).contains("Past days", "No result is kept yet.");
    }

    @Test
    void problemIsASentenceAndOnlyALongListOfSymbolsHasAFilter() {
        String page = PAGES.problem(404, "Not found", "there is no such file", SYMBOLS);
        assertThat(page)
                .contains("<p class=\"lead\">There is no such file.</p>")
                .doesNotContain("Filter symbols");
        List<SymbolLink> many = IntStream.range(0, 40)
                .mapToObj(i -> new SymbolLink("S" + i, "S" + i, BoardState.LIVE, null))
                .toList();
        assertThat(PAGES.problem(404, "Not found", "", many)).contains("<p class=\"lead\"></p>", "Filter symbols");
    }

    @Test
    void publicAddressIsCanonicalAndHasThePathOfTheProxy() {
        Pages pages = new Pages(Views.site("https://example.org/boards"), ASSETS);
        String page = pages.board(moving(), SYMBOLS);
        assertThat(page)
                .contains("<link rel=\"canonical\" href=\"https://example.org/boards/BTC\">")
                .contains("href=\"/boards/ETH\"", "&lt;iframe src=\"https://example.org/boards/embed/BTC")
                .doesNotContain("your-host");
        assertThat(page.contains("og:image")).isEqualTo(Pictures.isPossible());
        assertThat(PAGES.board(moving(), SYMBOLS)).doesNotContain("canonical", "og:image");
    }

    /** Whether a server takes the path: no slash that is escaped, no step upwards. */
    private static boolean isFollowable(String link) {
        String path = link.split("[?]", 2)[0];
        return !path.contains("%2F") && !path.contains("..") && !path.contains("//");
    }

    private static List<String> tags(String page) {
        return TAG.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(tag -> tag.replaceAll("\"[^\"]*\"", "\"\""))
                .filter(tag -> !tag.startsWith("<path") && !tag.startsWith("<circle") && !tag.startsWith("<text"))
                .toList();
    }

    /** What the page's Content-Security-Policy would refuse. */
    private static void isClean(String page) {
        assertThat(TAG.matcher(page).results().map(found -> found.group().toLowerCase(Locale.ROOT)))
                .noneMatch(tag -> tag.contains(" style="))
                .noneMatch(tag -> tag.startsWith("<style"))
                .noneMatch(tag -> tag.startsWith("<script") && !tag.contains(" src=\"/"))
                .noneMatch(tag -> tag.replaceAll("\"[^\"]*\"", "").contains(" on"));
        assertThat(page).doesNotContain("href=\"javascript:", "src=\"javascript:", "<img src=x");
    }
}
