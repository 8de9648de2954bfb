package io.tradeboard.serve;

import io.tradeboard.redis.RedisConnection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the browser tests visit. */
final class ServedPages {
    /** Whoever tests something else than streams has as many as it wants. */
    private static final int STREAMS = 100;

    private ServedPages() {}

    /** A page and the status that it has. */
    record Target(String name, String path, int status) {}

    /** A server that reads its boards each second. */
    static ServedRedis serve(RedisConnection redis) throws IOException {
        return serve(redis, STREAMS);
    }

    static ServedRedis serve(RedisConnection redis, int streams) throws IOException {
        return new ServedRedis(
                redis.settings(),
                config -> new ServeConfig(
                        new ServeConfig.Boards(
                                config.boards().symbols(), config.boards().zone(), Duration.ofSeconds(1), 10),
                        config.http(),
                        new ServeConfig.Limits(1_000, streams, 0),
                        config.build()));
    }

    /** A page of each template. */
    static List<Target> templates() {
        return List.of(
                new Target("board", "/BTC", 200),
                new Target("trader", trader(SampleBoards.NAMES.get(0)), 200),
                new Target("find", "/BTC?find=an", 200),
                new Target("results", "/results", 200),
                new Target("problem", "/NOTHING", 404),
                new Target("embed", "/embed/BTC", 200),
                new Target("reference", "/docs/reference", 200));
    }

    /** All of those, and some with other content. */
    static List<Target> all() {
        List<Target> all = new ArrayList<>(templates());
        all.add(new Target("board of few", "/ETH", 200));
        all.add(new Target("trader of three boards", trader("ann"), 200));
        all.add(new Target("find nobody", "/BTC?find=" + "nobody".repeat(15), 200));
        all.add(new Target("problem with a long name", "/" + "nothing".repeat(12), 400));
        return all;
    }

    private static String trader(String name) {
        return "/trader?symbol=BTC&trader=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
