package io.tradeboard.serve;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The headers that every answer has, whatever it says. */
final class Headers {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";
    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private Headers() {}

    /** Adds the headers that limit what a browser may do with an answer. */
    static void secure(HttpFields.Mutable headers, Answer.Frames frames) {
        headers.put("Content-Security-Policy", POLICY + (frames == Answer.Frames.ANYBODY ? "*" : "'none'"));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        headers.put("Permissions-Policy", PERMISSIONS);
    }

    /** Lets pages of other origins read it, without credentials. */
    static void share(HttpFields.Mutable headers, String origin) {
        if (!origin.isEmpty()) {
            headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After");
            if (!origin.equals("*")) {
                headers.add(HttpHeader.VARY, "Origin");
            }
        }
    }
}
