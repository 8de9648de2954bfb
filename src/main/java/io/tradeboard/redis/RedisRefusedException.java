package io.tradeboard.redis;

import io.tradeboard.run.ExitCode;
import io.tradeboard.run.Failure;
import java.util.List;

/**
 * Redis answers and says no: wrong password, missing rights, or an error that a retry cannot fix. The message is
 * what it said.
 */
public final class RedisRefusedException extends RuntimeException implements Failure {
    private static final List<String> AUTHENTICATION = List.of("NOAUTH", "WRONGPASS");

    /** The last two are how Redis 6.2 and 7 put it for a command inside a script. */
    private static final List<String> RIGHTS =
            List.of("NOPERM", "The user executing the script can't", "ACL failure in script");

    /** How a server that wants no password, or knows no users, answers AUTH. */
    private static final List<String> OTHER_AUTHENTICATION = List.of(
            "ERR AUTH <password> called without any password configured",
            "ERR Client sent AUTH, but no password is set",
            "ERR invalid password");

    private final String address;
    private final String user;

    /** A refusal by a server whose address is not known here. */
    public RedisRefusedException(String reply, Throwable cause) {
        this("", "default", reply, cause);
    }

    RedisRefusedException(String address, String user, String reply, Throwable cause) {
        super(reply, cause);
        this.address = address;
        this.user = user;
    }

    /** Whether the server does not know the user or the password, or wants one. */
    public boolean isOfSignIn() {
        return AUTHENTICATION.stream().anyMatch(reply()::startsWith)
                || OTHER_AUTHENTICATION.stream().anyMatch(reply()::startsWith);
    }

    /** Whether the user lacks a right, to a command or to a key. */
    public boolean isOfRights() {
        return RIGHTS.stream().anyMatch(reply()::contains);
    }

    private String reply() {
        return String.valueOf(getMessage());
    }

    @Override
    public int exitCode() {
        return isOfSignIn() || isOfRights() ? ExitCode.DENIED : ExitCode.INTERNAL;
    }

    @Override
    public String sentence() {
        return (address.isEmpty() ? "Redis" : "Redis at " + address) + " refused: " + reply();
    }

    @Override
    public String subject() {
        return address;
    }

    @Override
    public List<String> nextSteps() {
        if (isOfRights()) {
            return List.of("the user " + user + " lacks a permission, see scripts/tradeboard.acl");
        }
        return isOfSignIn()
                ? List.of("check the user in --redis-address and the password in --redis-password-file")
                : List.of();
    }
}
