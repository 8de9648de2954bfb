package io.tradeboard.serve;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import io.tradeboard.board.Moves;
import io.tradeboard.format.ResultDocument;
import io.tradeboard.produce.Market;
import io.tradeboard.produce.StreamSink;
import io.tradeboard.read.ResultStore;
import io.tradeboard.read.TradersDirectory;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.redis.RedisExtension;
import io.tradeboard.run.Notices;
import io.tradeboard.trade.Symbols;
import io.tradeboard.trade.Trade;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the page of a market that has run for an hour, light and dark; {@code scripts/page-screenshot} asks for it. With
 * the property {@code screenshots} it draws the other pages too, into that directory.
 */
@EnabledIfSystemProperty(named = "screenshot", matches = ".+", disabledReason = "-Dscreenshot=FILE names no file")
class PageScreenshot {
    private static final Symbols SYMBOLS =
            Symbols.parse("BTC:8:Bitcoin,ETH:8:Ethereum,SOL:4:Solana,USDC:2:USD Coin,ARB:2:Arbitrum", 8, false);
    private static final int TRADERS = 100;
    private static final double SKEW = 0.8;
    private static final long SEED = 20;
    private static final int BEFORE = 6_000;
    private static final int EACH_FIVE_MINUTES = 160;
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    /** A screen of 4K, and a sheet of A4. */
    private static final int WALL_WIDTH = 3840;

    private static final int WALL_HEIGHT = 2160;
    private static final int PAPER_WIDTH = 794;
    private static final Page.EmulateMediaOptions ON_PAPER = new Page.EmulateMediaOptions().setMedia(Media.PRINT);
    private static final Page.EmulateMediaOptions FORCED =
            new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE).setColorScheme(ColorScheme.DARK);
    /** How far the line between light and dark leans. */
    private static final int LEAN = 170;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    Path directory;

    private final RedisConnection redis = REDIS.connect();
    private final SampleBoards boards = new SampleBoards(redis);
    private int sent;

    @Test
    void drawsThePage() throws Exception {
        Path file = Path.of(System.getProperty("screenshot"));
        String others = System.getProperty("screenshots");
        publishYesterday();
        try (LiveDaemon daemon = new LiveDaemon(redis.settings(), directory.resolve("log"), SYMBOLS)) {
            Market market = new Market(SYMBOLS, TRADERS, SKEW, SEED);
            send(market, daemon, BEFORE);
            for (int minutesAgo = 60; minutesAgo > 0; minutesAgo -= 5) {
                for (String symbol : SYMBOLS.known().keySet()) {
                    boards.keep(Moves.today(redis, symbol), minutesAgo, UnaryOperator.identity());
                }
                send(market, daemon, EACH_FIVE_MINUTES);
            }
            await().until(() ->
                    daemon.scrape(Scrape.TEXT).values().getOrDefault("tradeboard_audit_boards{verdict=\"exact\"}", 0.0)
                            == SYMBOLS.known().size());
            try (ServedRedis served = serve()) {
                write(
                        split(
                                shot(served, "/BTC", ColorScheme.LIGHT, WIDTH),
                                shot(served, "/BTC", ColorScheme.DARK, WIDTH)),
                        file);
                if (others != null) {
                    drawAll(served, Path.of(others));
                }
            }
        }
    }

    private void drawAll(ServedRedis served, Path to) throws IOException {
        Files.createDirectories(to);
        String leader = Moves.volumes(redis, Moves.today(redis, "BTC")).keySet().stream()
                .reduce("", (a, b) -> b);
        Map<String, String> pages = Map.of(
                "board", "/BTC",
                "trader", "/BTC/traders/" + leader,
                "find", "/BTC?find=an",
                "results", "/results",
                "problem", "/DOGE",
                "embed", "/embed/BTC",
                "reference", "/docs/reference",
                "docs", "/docs");
        for (Map.Entry<String, String> each : pages.entrySet()) {
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : List.of(WIDTH, 360)) {
                    String name =
                            each.getKey() + "-" + width + "-" + colours.name().toLowerCase(Locale.ROOT);
                    write(shot(served, each.getValue(), colours, width), to.resolve(name + ".png"));
                }
            }
        }
        for (String path : List.of("/BTC", "/BTC/traders/" + leader)) {
            String name = path.equals("/BTC") ? "board-" : "trader-";
            write(shot(served, path, ColorScheme.DARK, WALL_WIDTH), to.resolve(name + "wall.png"));
            write(shot(served, path, ON_PAPER, PAPER_WIDTH), to.resolve(name + "paper.png"));
            write(shot(served, path, FORCED, WIDTH), to.resolve(name + "forced.png"));
        }
    }

    private ServedRedis serve() throws IOException {
        return new ServedRedis(
                redis.settings(),
                config -> new ServeConfig(
                        new ServeConfig.Boards(
                                SYMBOLS,
                                ZoneId.of("UTC"),
                                config.boards().refresh(),
                                config.boards().depth()),
                        config.http(),
                        config.limits(),
                        config.build()));
    }

    private void send(Market market, LiveDaemon daemon, int count) throws InterruptedException {
        long millis = System.currentTimeMillis();
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trades.add(market.next(millis));
        }
        new StreamSink(redis, 1_000_000, new Notices(message -> {})).send(trades);
        sent += count;
        await().until(() ->
                daemon.scrape(Scrape.TEXT).values().getOrDefault("tradeboard_trades_applied_total", 0.0) == sent);
    }

    private void publishYesterday() throws IOException {
        ResultStore results = new ResultStore(redis, new ResultDocument(), TradersDirectory::none);
        Instant midnight =
                Moves.today(redis, "BTC").day().atStartOfDay(ZoneOffset.UTC).toInstant();
        List<String> names =
                List.of("atlas-fund", "moving-whale", "kestrel", "mira.k", "Zoë", "東京トレーダー", "granite_cap");
        for (int ago = 0; ago < 5; ago++) {
            int shift = ago;
            for (String symbol : SYMBOLS.known().keySet()) {
                shift++;
                String[] traders = new String[4];
                for (int i = 0; i < traders.length; i++) {
                    traders[i] = names.get((shift + 2 * i) % names.size()) + "=" + 91_200_345L * (7 - i) / (shift + 1);
                }
                results.publish(Views.standings(
                        symbol, midnight.minus(Duration.ofDays(ago)).minusMillis(1), traders));
            }
        }
    }

    private BufferedImage shot(ServedRedis served, String path, ColorScheme colours, int width) throws IOException {
        return shot(served, path, new Page.EmulateMediaOptions().setColorScheme(colours), width);
    }

    private BufferedImage shot(ServedRedis served, String path, Page.EmulateMediaOptions media, int width)
            throws IOException {
        try (Visitor visitor = CHROMIUM.visitor(new Browser.NewContextOptions()
                        .setDeviceScaleFactor(1)
                        .setViewportSize(width, width == WALL_WIDTH ? WALL_HEIGHT : HEIGHT))
                .expects(404)) {
            visitor.page.emulateMedia(media);
            visitor.open(served.uri(path));
            visitor.page.evaluate("() => document.fonts.ready");
            return ImageIO.read(new ByteArrayInputStream(
                    visitor.page.screenshot(new Page.ScreenshotOptions().setFullPage(width != WIDTH))));
        }
    }

    /** The one left of a leaning line, the other right of it. */
    private static BufferedImage split(BufferedImage left, BufferedImage right) {
        int width = left.getWidth();
        int height = left.getHeight();
        BufferedImage both = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        BufferedImage part = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D mask = part.createGraphics();
        mask.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int middle = width / 2;
        mask.fillPolygon(new Polygon(
                new int[] {middle + LEAN, width, width, middle - LEAN}, new int[] {0, 0, height, height}, 4));
        mask.setComposite(AlphaComposite.SrcIn);
        mask.drawImage(right, 0, 0, null);
        mask.dispose();
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(left, 0, 0, null);
        graphics.drawImage(part, 0, 0, null);
        graphics.dispose();
        return both;
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        ImageIO.write(image, "png", file.toFile());
    }
}
