package io.tradeboard.redis;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.List;

/**
 * Redis cannot be reached, or answers and cannot serve now. What was sent may or may not have been carried out; trying
 * again later can succeed.
 */
public final class RedisUnavailableException extends RuntimeException implements Failure {
    private final String address;
    private final boolean answers;
    private final boolean ofOneMaster;

    /** Redis cannot be reached, at an address that is not known here. */
    public RedisUnavailableException(String reason, Throwable cause) {
        this("", reason, false, cause);
    }

    /**
     * @param address host and port
     * @param answers whether Redis answered, and refused with this reason
     */
    RedisUnavailableException(String address, String reason, boolean answers, Throwable cause) {
        this(address, reason, answers, false, cause);
    }

    private RedisUnavailableException(
            String address, String reason, boolean answers, boolean ofOneMaster, Throwable cause) {
        super(reason, cause);
        this.address = address;
        this.answers = answers;
        this.ofOneMaster = ofOneMaster;
    }

    /** The same failure of a master of a cluster, whose others can serve. */
    RedisUnavailableException ofOneMaster() {
        return new RedisUnavailableException(address, reason(), answers, true, this);
    }

    /** Whether it is a master of a cluster that cannot serve, and what others have is to be had. */
    public boolean isOfOneMaster() {
        return ofOneMaster;
    }

    /** Why, in a few words: {@code connection refused}, or what Redis answered. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether Redis answers and refuses for now: out of memory, read-only, loading, busy. */
    public boolean answers() {
        return answers;
    }

    @Override
    public int exitCode() {
        return ExitCode.REDIS_UNREACHABLE;
    }

    @Override
    public String sentence() {
        String redis = address.isEmpty() ? "Redis" : "Redis at " + address;
        return answers ? redis + " refuses commands: " + reason() : "cannot reach " + redis + ": " + reason();
    }

    @Override
    public String subject() {
        return address;
    }

    @Override
    public List<String> nextSteps() {
        return answers || ofOneMaster
                ? List.of()
                : List.of("start one: tradeboard redis", "use another: --redis-address HOST:PORT");
    }
}
