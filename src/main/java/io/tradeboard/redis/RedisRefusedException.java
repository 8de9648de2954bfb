package io.tradeboard.redis;

import java.util.List;

/** Redis answers and says no: wrong password, missing rights, or an error that trying again cannot mend. */
public final class RedisRefusedException extends RuntimeException {
    private static final List<String> SIGN_IN = List.of("NOAUTH", "WRONGPASS");

    /** The last two are how Redis 6.2 and 7 tell it of a command inside a script. */
    private static final List<String> RIGHTS =
            List.of("NOPERM", "The user executing the script can't", "ACL failure in script");

    public RedisRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** Whether the server does not know the user, or wants one. */
    public boolean isOfSignIn() {
        return SIGN_IN.stream().anyMatch(String.valueOf(getMessage())::startsWith);
    }

    /** Whether the user lacks a right, to a command or to a key. */
    public boolean isOfRights() {
        return RIGHTS.stream().anyMatch(String.valueOf(getMessage())::contains);
    }
}
