/**
 * Measures the program from outside, side by side with other ways to do the same, and its three hand-written places
 * alone. {@code scripts/bench} compiles and runs it.
 *
 * <p>The installed command is measured, in a process of its own: its progress is read from the boards in Redis, its cost
 * from the operating system. Only {@link io.tradeboard.bench.Insides} and {@link
 * io.tradeboard.bench.HandWritten} know classes of the path.
 *
 * <p>A <em>warm</em> rate is that of what a run over a whole file does beyond a run over the first quarter of it: the
 * trades that it has more, by the seconds that it takes longer. The start, and most of what the compiler of the JVM does,
 * fall into both. What a process costs for each trade is taken likewise.
 *
 * <p>It starts a Redis of its own, makes its data from a seed, and runs all ways in turn (A B C A B C ...). After each run
 * it compares every trader on every board with a recount of the input, for the peers as for tradeboard: a run that is not
 * exact fails. It prints medians, and each target with its bounds, the measured figure and whether it is met; it writes
 * every run, with the machine and the versions, to {@code target/bench/*.json}.
 *
 * <p>DuckDB and Polars run by {@code src/bench/python/sums.py}, in the Python that {@code TRADEBOARD_BENCH_PYTHON} names,
 * or else in {@code python3}. Peers that are not installed are named with the command that installs them, and targets that
 * depend on them as not measured.
 *
 * <h2>Figures</h2>
 *
 * Measured on 27 November 2026, 2 cores (EPYC) for all of it, JDK 17, Redis 7.0.15; those of the whole path are in
 * README.md. {@code scripts/bench --quick --runs 2 --only stream,way,start} and {@code scripts/bench --quick --runs 1 --only
 * reader,recovery,apply,growth}:
 *
 * <ul>
 *   <li>atomic steps / the same sums as RESP file by {@code redis-cli --pipe}: 0.59
 *   <li>{@code produce FILE} to the stream to {@code ingest}: 293,000 trades/s, 0.94 of {@code redis-benchmark} XADD
 *   <li>{@code ingest kafka} / {@code kafka-consumer-perf-test}, {@code --only kafka --runs 2}, 28 November 2026: from one
 *       partition 1,846,000 / 3,532,000 trades/s warm, 0.75 / 0.46 µs of CPU time; from three 1,493,000 / 3,598,000, 0.91 / 0.39
 *   <li>atomic steps of five boards on three masters / on one server, {@code --quick --runs 3 --only cluster}, 28 November 2026, all
 *       on two cores: 582,000 / 437,000 sums/s; the busiest master works 1.34, the one server 2.16 us a sum
 *   <li>from sending to the board at 20,000 trades/s, p50 / p99: 45 / 136 ms; with {@code --flush-interval 10ms} 11 / 22 ms
 *   <li>a reader's worst wait while a million trades pour in: 40 ms
 *   <li>heap that 865,314 pairs of symbol and trader keep alive: 160 MiB
 *   <li>start over a log of 10,000,000 trades: 1.4 s; where Redis has lost them all, 2.9 s
 *   <li>{@code show} / a JVM that prints a line (229 / 54 ms): 4.5
 * </ul>
 *
 * <p>What bounds it ({@code perf}, ten million trades from a file): a sixth is compiling, at any number of trades; reading
 * and cutting lines 1/10, finding and reading their fields 1/4, names 1/12, the window of the latest million ids 1/10, encoding
 * and writing 1/8, summing 1/20. At a million traders it is the sorted set, at 4 to 5 µs a trade.
 *
 * <p>How it grows with traders that are all equally busy, which is the worst case; {@code scripts/bench --only growth --runs
 * 1}, on 23 November 2026, 2 cores (Xeon); memory is all that the daemon has resident, with the log that its audit maps ({@code .github/growth.png} draws it):
 *
 * <pre>
 *   traders    symbols  trades/s   --buffer-capacity 100000   memory
 *   1,000            5  2,491,000                 2,394,000   267 MiB
 *   10,000           5  1,959,000                 1,862,000   295 MiB
 *   100,000          5    779,000                   794,000   357 MiB
 *   1,000,000        5    154,000                   164,000   724 MiB
 *   10,000           1  2,039,000                 2,527,000   291 MiB
 *   10,000          50  1,495,000                 1,109,000   334 MiB
 *   10,000         500    470,000                   687,000   615 MiB
 * </pre>
 */
@NullMarked
package io.tradeboard.bench;

import org.jspecify.annotations.NullMarked;
