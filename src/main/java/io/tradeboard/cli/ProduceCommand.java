package io.tradeboard.cli;

import io.tradeboard.kafka.KafkaSettings;
import io.tradeboard.kafka.Topics;
import io.tradeboard.produce.GivenTrades;
import io.tradeboard.produce.KafkaSink;
import io.tradeboard.produce.Market;
import io.tradeboard.produce.MarketFeed;
import io.tradeboard.produce.Pacer;
import io.tradeboard.produce.StreamSink;
import io.tradeboard.produce.TextSink;
import io.tradeboard.produce.TradeFeed;
import io.tradeboard.produce.TradeIds;
import io.tradeboard.produce.TradeSink;
import io.tradeboard.redis.RedisConnection;
import io.tradeboard.run.ExitCode;
import io.tradeboard.run.UsageException;
import io.tradeboard.source.LineSource;
import io.tradeboard.source.RefusedLines;
import io.tradeboard.text.Counts;
import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.OtherCase;
import io.tradeboard.trade.RawTrade;
import io.tradeboard.trade.Trade;
import io.tradeboard.trade.TradeRules;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "produce",
        description = "send trades to the Redis stream or to Kafka: mock, from a file, or one",
        footer = {
            "Without FILE and --trader it simulates a market.",
            "A trade of FILE without an id gets one, a hash of its line and all lines before it. So FILE can be"
                    + " sent again after an interruption, or when it has grown, and each trade counts once. Two"
                    + " files that start with the same lines share the ids of those lines, which count once as"
                    + " well: give such trades ids of their own. To count FILE a second time, send it through"
                    + " standard input: produce - < FILE",
            "  tradeboard produce --rate 200",
            "  tradeboard produce trades.csv",
            "  tradeboard produce trades.ndjson.gz",
            "  tradeboard produce --trader kestrel --symbol BTC --quantity 1.5",
            "  tradeboard produce --to kafka --create-topic 6 trades.ndjson.gz",
            "  tradeboard produce --to - --count 1000 --seed 7 > trades.ndjson"
        },
        exitCodeList = {
            "7:some lines were rejected, or the trade given by hand",
            "130:INT stopped it before the end of its trades",
            "141:the reader of standard output closed the pipe",
            "143:TERM stopped it before the end of its trades"
        })
final class ProduceCommand implements Callable<Integer>, MessageOptions.Unattended {
    private static final String REDIS = "redis";
    private static final String KAFKA = "kafka";
    private static final String STDOUT = "-";
    private static final double MARKET_RATE = 10;

    /** Options that apply to the mock market only. */
    private static final List<String> MARKET = List.of("--count", "--traders", "--skew", "--seed");

    private final Console console;
    private final AtomicInteger rejected = new AtomicInteger();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|-",
            description = "trades to send, as NDJSON or CSV, plain or gzipped; - is standard input")
    @Nullable
    String file;

    @Option(names = "--trader", paramLabel = "TRADER", description = "one trade by hand: the trader")
    @Nullable
    String trader;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "one trade by hand: the symbol")
    @Nullable
    String symbol;

    @Option(names = "--quantity", paramLabel = "Q", description = "one trade by hand: the quantity")
    @Nullable
    String quantity;

    @Option(
            names = "--to",
            paramLabel = "redis|kafka|-",
            defaultValue = REDIS,
            description = "send to the Redis stream, to a Kafka topic, or to standard output (redis)")
    String to = REDIS;

    @Option(
            names = "--create-topic",
            paramLabel = "PARTITIONS",
            description = "create the Kafka topic with so many partitions where it does not exist")
    @Nullable
    Integer createTopic;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "ndjson",
            description = "format of standard output: ndjson or csv (ndjson)")
    TextSink.Format format = TextSink.Format.ndjson;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "trades per second; 0 is as fast as possible (10 for a market without --count, else 0)")
    @Nullable
    Double rate;

    @Option(names = "--count", paramLabel = "N", description = "number of trades in the market (no end)")
    @Nullable
    Long count;

    @Option(
            names = "--traders",
            paramLabel = "N",
            defaultValue = "100",
            description = "number of traders in the market (100)")
    int traders;

    @Option(
            names = "--skew",
            paramLabel = "S",
            defaultValue = "1.0",
            description = "exponent of the Zipf distribution of traders (1.0)")
    double skew;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the market: the same one repeats traders, symbols and quantities")
    @Nullable
    Long seed;

    @Option(
            names = "--max-backlog",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "pause while the stream has about this many unread trades (1000000)")
    long maxBacklog;

    @Mixin
    BoardOptions boards = new BoardOptions();

    @Mixin
    ShardOptions shards = new ShardOptions();

    @Mixin
    RedisOptions redis = new RedisOptions();

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Mixin
    MessageOptions messages = new MessageOptions();

    @Mixin
    StandardOptions standard = new StandardOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    ProduceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        check();
        return switch (to) {
            case KAFKA -> toKafka();
            case STDOUT -> toStandardOutput();
            default -> toRedis();
        };
    }

    private int toRedis() throws IOException, InterruptedException {
        try (RedisConnection connection = new RedisConnection(redis.settings())) {
            TradeSink sink = new StreamSink(connection, maxBacklog, console.notices(false));
            if (isEndless()) {
                connection.ping();
                sayMarket("Redis at " + redis.settings().address());
            }
            return send(sink);
        }
    }

    private int toKafka() throws IOException, InterruptedException {
        KafkaSettings settings = kafka.settings();
        try (Topics topics = new Topics(settings)) {
            new TopicOpening(topics, settings, console).open(kafka.topic, createTopic);
        }
        try (KafkaSink sink = new KafkaSink(settings, kafka.topic, shards.shards(), console.notices(false))) {
            if (isEndless()) {
                sayMarket("topic " + kafka.topic + " of Kafka at " + settings.bootstrap());
            }
            return send(sink);
        }
    }

    private int toStandardOutput() throws IOException, InterruptedException {
        try {
            return send(new TextSink(console.rawOut(), format));
        } catch (TextSink.ClosedByReaderException e) {
            return ExitCode.BROKEN_PIPE;
        }
    }

    @Override
    public boolean runsUntilStopped() {
        return isEndless();
    }

    private boolean isEndless() {
        return trader == null && file == null && count == null;
    }

    private void sayMarket(String where) {
        console.say("sending a mock market to " + where + (console.messages().isForPerson() ? "; Ctrl-C ends it" : ""));
    }

    private int send(TradeSink sink) throws IOException, InterruptedException {
        return trader != null ? one(sink) : many(file == null ? market() : given(file), sink);
    }

    private void check() {
        boolean byHand = trader != null || symbol != null || quantity != null;
        require(
                !byHand || (trader != null && symbol != null && quantity != null),
                "one trade by hand needs --trader, --symbol and --quantity");
        require(!byHand || file == null, "one trade by hand goes without FILE");
        if (byHand || file != null) {
            for (String option : MARKET) {
                require(!isGiven(option), option + " is for the mock market: leave it out, or FILE and --trader");
            }
        }
        require(Set.of(REDIS, KAFKA, STDOUT).contains(to), "--to is redis, kafka or -");
        require(createTopic == null || to.equals(KAFKA), "--create-topic is for --to kafka");
        require(createTopic == null || createTopic >= 1, "--create-topic must be at least 1");
        require(rate == null || (rate >= 0 && rate <= 1e9), "--rate must be from 0 to 1e9");
        require(count == null || count >= 0, "--count must not be negative");
        require(traders >= 1, "--traders must be at least 1");
        require(skew >= 0 && skew <= 10, "--skew must be from 0 to 10");
        require(maxBacklog >= 1, "--max-backlog must be at least 1");
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private int one(TradeSink sink) throws IOException, InterruptedException {
        try {
            RawTrade raw = new RawTrade(null, null, trader, symbol, quantity);
            TradeRules rules = new TradeRules(boards.symbols());
            Trade trade =
                    TradeIds.random().completed(rules.check(raw, console.clock().millis()));
            otherCase().see(trade.symbol());
            sink.send(List.of(trade));
            sink.flush();
            done(1);
            return ExitCode.OK;
        } catch (BadTradeException e) {
            console.say(e.reason());
            return ExitCode.REJECTED;
        }
    }

    private int many(TradeFeed feed, TradeSink sink) throws IOException, InterruptedException {
        Pacer pacer = new Pacer(feed, sink, rate != null ? rate : isEndless() ? MARKET_RATE : 0, System::nanoTime);
        AtomicInteger signal = new AtomicInteger();
        Signals.onFirst(code -> {
            signal.set(code);
            pacer.stop();
        });
        pacer.run();
        sink.close();
        done(pacer.sent());
        if (signal.get() != 0 && !isEndless()) {
            return signal.get();
        }
        return rejected.get() > 0 ? ExitCode.REJECTED : ExitCode.OK;
    }

    private void done(long sent) {
        if (!standard.quiet) {
            String skipped = rejected.get() == 0 ? "" : ", " + Counts.of(rejected.get(), "line") + " rejected";
            console.line("done: " + Counts.of(sent, "trade") + (to.equals(STDOUT) ? " written" : " sent") + skipped);
        }
    }

    private TradeFeed market() {
        long start = seed == null ? console.clock().millis() : seed;
        return new MarketFeed(
                new Market(boards.symbols(), traders, skew, start),
                count == null ? Long.MAX_VALUE : count,
                console.clock());
    }

    private TradeFeed given(String path) throws IOException {
        LineSource lines = FileArgument.isStandardInput(path)
                ? LineSource.pipe(FileArgument.standardInput(console), LineSource.STDIN)
                : LineSource.file(FileArgument.parse(path), Map.of(), false);
        RefusedLines refused = new RefusedLines(lines.label(), "are only counted", console::warn);
        TradeFeed trades = new GivenTrades(lines, boards.symbols(), console.clock(), (arrival, reason) -> {
            rejected.incrementAndGet();
            refused.refused(arrival.place(), reason);
        });
        OtherCase otherCase = otherCase();
        return atMost -> {
            List<Trade> next = trades.next(atMost);
            if (next != null) {
                next.forEach(trade -> otherCase.see(trade.symbol()));
            } else if (lines.lastLineWaits()) {
                console.say(lines.label()
                        + ": the last line has no line end and was not sent; add one, or pipe the file:"
                        + " produce - < FILE");
            }
            return next;
        };
    }

    private OtherCase otherCase() {
        return new OtherCase(boards.symbols(), standard.quiet ? message -> {} : console::warn);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new UsageException(message);
        }
    }
}
