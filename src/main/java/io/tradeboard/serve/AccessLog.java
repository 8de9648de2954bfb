package io.tradeboard.serve;

import io.tradeboard.format.AccessLine;
import io.tradeboard.run.Notices;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Writes a line of JSON for each request that was answered. Thread-safe. */
final class AccessLog implements RequestLog {
    private final java.io.Writer out;
    private final Clock clock;
    private final Notices notices;

    AccessLog(java.io.Writer out, Clock clock, Notices notices) {
        this.out = out;
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public void log(Request request, Response response) {
        Instant now = clock.instant();
        String line = AccessLine.of(
                now,
                Request.getRemoteAddr(request),
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()),
                request.getHeaders().get(HttpHeader.USER_AGENT));
        try {
            synchronized (out) {
                out.write(line + "\n");
                out.flush();
            }
        } catch (IOException e) {
            notices.warnOnce("the access log cannot be written: " + e.getMessage());
        }
    }
}
