package io.tradeboard.serve;

import io.tradeboard.format.BoardFacts;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Draws the picture of a board that other sites show beside a link to it (Open Graph, 1200 x 630), where {@link Pictures} are
 * possible. Thread-safe.
 */
final class OpenGraph {
    static final int WIDTH = 1_200;
    static final int HEIGHT = 630;

    private static final String BRAND = "tradeboard";
    private static final int MARGIN = 72;
    private static final int FIRST_ROW = 258;
    private static final int ROW_HEIGHT = 66;
    private static final int ROWS = 5;
    private static final Color INK = new Color(0xF4F5FB);
    private static final Color MUTED = new Color(0xA6ADC6);
    private static final Color ACCENT = new Color(0x8B8BFF);
    private static final Map<String, Color> TONES = Map.of(
            "good", new Color(0x5FE0A0),
            "calm", new Color(0xA6ADC6),
            "wait", new Color(0xFFC266),
            "bad", new Color(0xFF8F7A));

    private OpenGraph() {}

    /** Whether this Java can write into a picture. */
    static boolean canWrite() {
        System.setProperty("java.awt.headless", "true");
        try {
            Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
            int width = graphics.getFontMetrics(font(Font.BOLD, 20)).stringWidth(BRAND);
            graphics.dispose();
            return width > 0;
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            return false;
        }
    }

    /** The picture as PNG, or null where it cannot be drawn. */
    static byte @Nullable [] image(BoardFacts board, Links links) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            draw(graphics, board, links);
            return ImageIO.write(image, "png", out) ? out.toByteArray() : null;
        } catch (IOException | RuntimeException | LinkageError | InternalError | AWTError e) {
            return null;
        } finally {
            graphics.dispose();
        }
    }

    private static void draw(Graphics2D graphics, BoardFacts board, Links links) {
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x14172A), WIDTH, HEIGHT, new Color(0x080A12)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int brand =
                WIDTH - MARGIN - graphics.getFontMetrics(font(Font.BOLD, 30)).stringWidth(BRAND);
        bars(graphics, brand - 44, 64);
        text(graphics, BRAND, brand, 96, font(Font.BOLD, 30), INK);
        String title = fitted(graphics, board.standings().title(), font(Font.BOLD, 76), 780);
        text(graphics, title, MARGIN, 132, font(Font.BOLD, 76), INK);
        RowViews views = new RowViews(board.standings().top(ROWS), board.history(), links);
        int end = text(graphics, "Top traders by volume, " + board.symbol(), MARGIN, 184, font(Font.PLAIN, 30), MUTED);
        Wording state = Wording.of(board.condition().state());
        Color tone = TONES.getOrDefault(state.tone(), MUTED);
        graphics.setPaint(tone);
        graphics.fill(new Ellipse2D.Double(end + 28, 166, 16, 16));
        text(graphics, state.word(), end + 54, 184, font(Font.BOLD, 26), tone);
        List<RowView> rows = views.all();
        if (rows.isEmpty()) {
            text(graphics, state.meaning(), MARGIN, FIRST_ROW + 60, font(Font.PLAIN, 34), MUTED);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(graphics, rows.get(i), FIRST_ROW + i * ROW_HEIGHT);
        }
    }

    private static void row(Graphics2D graphics, RowView row, int top) {
        int width = WIDTH - 2 * MARGIN;
        graphics.setPaint(new Color(255, 255, 255, row.place() == 1 ? 34 : 14));
        graphics.fill(new RoundRectangle2D.Double(MARGIN, top, width, ROW_HEIGHT - 8, 20, 20));
        double share = Double.parseDouble(row.sharePercent()) / 100;
        graphics.setPaint(new Color(ACCENT.getRed(), ACCENT.getGreen(), ACCENT.getBlue(), 56));
        graphics.fill(new RoundRectangle2D.Double(MARGIN, top, Math.max(20, width * share), ROW_HEIGHT - 8, 20, 20));
        int baseline = top + 40;
        text(graphics, row.rank(), MARGIN + 24, baseline, font(Font.BOLD, 30), ACCENT);
        FontMetrics metrics = graphics.getFontMetrics(font(Font.BOLD, 30));
        int left = WIDTH - MARGIN - 24 - metrics.stringWidth(row.volume());
        text(graphics, row.volume(), left, baseline, font(Font.BOLD, 30), INK);
        String name = fitted(graphics, row.name(), font(Font.BOLD, 30), left - MARGIN - 130);
        text(graphics, name, MARGIN + 100, baseline, font(Font.BOLD, 30), INK);
    }

    private static void bars(Graphics2D graphics, int left, int top) {
        graphics.setPaint(ACCENT);
        graphics.fillRect(left, top + 14, 8, 18);
        graphics.fillRect(left + 12, top, 8, 32);
        graphics.fillRect(left + 24, top + 8, 8, 24);
    }

    /** Writes, and says where the text ends. */
    private static int text(Graphics2D graphics, String text, int left, int baseline, Font font, Color color) {
        graphics.setFont(font);
        graphics.setPaint(color);
        graphics.drawString(text, left, baseline);
        return left + graphics.getFontMetrics().stringWidth(text);
    }

    /** As much of the text as fits, with an ellipsis where it was cut. */
    private static String fitted(Graphics2D graphics, String text, Font font, int width) {
        FontMetrics metrics = graphics.getFontMetrics(font);
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        String cut = text;
        while (!cut.isEmpty() && metrics.stringWidth(cut + "…") > width) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + "…";
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
