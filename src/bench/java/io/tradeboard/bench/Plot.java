package io.tradeboard.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** Draws how the path grows. */
final class Plot {
    private static final int TRADERS = 10_000;
    private static final int SYMBOLS = 5;

    private Plot() {}

    /** Draws what the report knows of {@link Growth}; false where it knows nothing of it. */
    static boolean draw(Report report, Plan plan, Path png) throws IOException {
        if (!report.hasFigures(Growth.NAME)) {
            return false;
        }
        List<Integer> traders = plan.growthTraders();
        List<Integer> symbols = Stream.concat(Stream.of(SYMBOLS), plan.growthSymbols().stream())
                .sorted()
                .toList();
        List<XYChart> charts = List.of(
                chart("traders (5 symbols)", "trades/s, warm", "warmPerSecond", traders, true, report),
                chart("traders (5 symbols)", "memory at most, MiB", "peakMiB", traders, true, report),
                chart("symbols (10,000 traders)", "trades/s, warm", "warmPerSecond", symbols, false, report),
                chart("symbols (10,000 traders)", "memory at most, MiB", "peakMiB", symbols, false, report));
        BitmapEncoder.saveBitmap(charts, 2, 2, png.toString(), BitmapEncoder.BitmapFormat.PNG);
        return true;
    }

    private static XYChart chart(
            String across, String up, String value, List<Integer> counts, boolean ofTraders, Report report) {
        XYChart chart = new XYChartBuilder()
                .width(640)
                .height(400)
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0);
        for (String buffer : Growth.BUFFERS.keySet()) {
            IntFunction<String> way =
                    count -> ofTraders ? Growth.way(count, SYMBOLS, buffer) : Growth.way(TRADERS, count, buffer);
            double[] x = counts.stream().mapToDouble(Integer::doubleValue).toArray();
            double[] y = counts.stream()
                    .mapToDouble(count -> report.median(Growth.NAME, way.apply(count), value))
                    .toArray();
            chart.addSeries(buffer, x, y);
        }
        return chart;
    }
}
