package io.tradeboard.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the figures of all runs; prints medians and targets, and writes every figure as JSON. */
final class Report {
    private final PrintStream out;
    private final Map<String, String> circumstances;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** One line of the table. */
    private record Row(
            String measure,
            String label,
            double value,
            String unit,
            @Nullable Target target) {
        String text() {
            String measured = Double.isNaN(value) ? "-" : number(value);
            return String.format(Locale.ROOT, "%-8s %-72s %12s %-8s", measure, label, measured, unit);
        }
    }

    /** @param circumstances machine, versions, date and the like, by name */
    Report(PrintStream out, Map<String, String> circumstances) {
        this.out = out;
        this.circumstances = circumstances;
    }

    /** Adds a run and prints its figures. */
    void add(Figure figure) {
        figures.add(figure);
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "  %d  %-34s", figure.run(), figure.measure() + ": " + figure.way()));
        new TreeMap<>(figure.values())
                .forEach((name, value) ->
                        line.append("  ").append(name).append(' ').append(number(value)));
        out.println(line);
        if (!figure.isExact()) {
            fail(figure.measure() + ": " + figure.way() + ", run " + figure.run() + ", is not exact: "
                    + figure.differences());
        }
    }

    /** Notes what could not be run, and why. */
    void miss(String what) {
        missing.add(what);
        out.println("  not run: " + what);
    }

    /** Notes that a run went wrong; the whole benchmark has failed then. */
    void fail(String what) {
        failures.add(what);
        out.println("  FAILED: " + what);
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    List<Figure> figures(String measure, String way) {
        return figures.stream()
                .filter(figure ->
                        figure.measure().equals(measure) && figure.way().equals(way))
                .toList();
    }

    boolean hasFigures(String measure) {
        return figures.stream().anyMatch(figure -> figure.measure().equals(measure));
    }

    /** The median of a value over all exact runs. */
    double median(String measure, String way, String value) {
        return Samples.median(figures(measure, way).stream()
                .filter(Figure::isExact)
                .mapToDouble(figure -> figure.value(value))
                .toArray());
    }

    /** The median over all runs of what one way came to, divided by what another did beside it. */
    double ratio(String measure, String way, String value, String otherWay, String otherValue) {
        List<Figure> others = figures(measure, otherWay);
        return Samples.median(figures(measure, way).stream()
                .flatMap(figure -> others.stream()
                        .filter(other -> other.run() == figure.run() && other.isExact() && figure.isExact())
                        .map(other -> figure.value(value) / other.value(otherValue)))
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** Adds a line to the table, unless nothing was measured and there is no target either. */
    void row(String measure, String label, double value, String unit, @Nullable Target target) {
        if (!Double.isNaN(value) || target != null) {
            rows.add(new Row(measure, label, value, unit, target));
        }
    }

    void print() {
        out.println();
        circumstances.forEach((name, value) -> out.printf(Locale.ROOT, "%-12s %s%n", name, value));
        out.println();
        out.printf(Locale.ROOT, "%-8s %-72s %12s%n", "measure", "medians", "measured");
        for (Row row : rows) {
            if (row.target() == null) {
                out.println(row.text());
            }
        }
        out.println();
        out.printf(
                Locale.ROOT, "%-8s %-72s %12s %-8s %-9s %-9s%n", "measure", "targets", "measured", "", "must", "reach");
        for (Row row : rows) {
            Target target = row.target();
            if (target != null) {
                out.printf(
                        Locale.ROOT,
                        "%s %-9s %-9s %s%n",
                        row.text(),
                        target.bound(target.must()),
                        target.bound(target.reach()),
                        target.verdict(row.value()));
            }
        }
        out.println();
        missing.forEach(what -> out.println("not run: " + what));
        failures.forEach(what -> out.println("FAILED: " + what));
        out.println(failures.isEmpty() ? "every run was exact" : failures.size() + " runs failed");
    }

    void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file);
                JsonGenerator json = new JsonFactory().createGenerator(writer).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, String> each : circumstances.entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
            }
            json.writeArrayFieldStart("table");
            for (Row row : rows) {
                write(row, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("runs");
            for (Figure figure : figures) {
                write(figure, json);
            }
            json.writeEndArray();
            write("notRun", missing, json);
            write("failed", failures, json);
            json.writeEndObject();
        }
    }

    private static void write(Row row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("measure", row.measure());
        json.writeStringField("label", row.label());
        if (!Double.isNaN(row.value())) {
            json.writeNumberField("median", row.value());
        }
        json.writeStringField("unit", row.unit());
        Target target = row.target();
        if (target != null) {
            json.writeNumberField("must", target.must());
            json.writeNumberField("reach", target.reach());
            json.writeStringField("verdict", target.verdict(row.value()));
        }
        json.writeEndObject();
    }

    private static void write(Figure figure, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("measure", figure.measure());
        json.writeStringField("way", figure.way());
        json.writeNumberField("run", figure.run());
        json.writeBooleanField("exact", figure.isExact());
        for (Map.Entry<String, Double> value : new TreeMap<>(figure.values()).entrySet()) {
            if (!value.getValue().isNaN()) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void write(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** A number with as many digits as mean something. */
    static String number(double value) {
        double size = Math.abs(value);
        boolean whole = value == Math.rint(value) || size >= 100;
        String format = whole ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
