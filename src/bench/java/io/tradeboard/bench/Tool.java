package io.tradeboard.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Programs and libraries that tradeboard is compared with, each of which may be absent. */
enum Tool {
    REDIS_SERVER("redis-server", "apt install redis-server"),
    REDIS_CLI("redis-cli", "apt install redis-tools"),
    REDIS_BENCHMARK("redis-benchmark", "apt install redis-tools"),
    AWK("awk", "apt install mawk"),
    DUCKDB("duckdb"),
    POLARS("polars");

    /** As a shell finds it. */
    static final String PYTHON = "\"${TRADEBOARD_BENCH_PYTHON:-python3}\"";

    private final String name;
    private final String check;
    private final String installation;

    /** A program on the PATH. */
    Tool(String name, String installation) {
        this(name, "command -v " + name, installation);
    }

    /** A library of Python. */
    Tool(String library) {
        this(
                library,
                PYTHON + " -c 'import " + library + "'",
                "python3 -m pip install " + library + ", or TRADEBOARD_BENCH_PYTHON=a Python that has it");
    }

    Tool(String name, String check, String installation) {
        this.name = name;
        this.check = check;
        this.installation = installation;
    }

    boolean isInstalled() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", check)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Whether all of these are installed; the report names those that are not, and how to install them. */
    static boolean areInstalled(Report report, String what, Tool... tools) throws IOException, InterruptedException {
        List<String> absent = new ArrayList<>();
        for (Tool tool : tools) {
            if (!tool.isInstalled()) {
                absent.add(tool.name + " is not installed (" + tool.installation + ")");
            }
        }
        if (!absent.isEmpty()) {
            report.miss(what + ": " + String.join("; ", absent));
        }
        return absent.isEmpty();
    }
}
