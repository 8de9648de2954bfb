package io.tradeboard.produce;

import io.tradeboard.trade.CsvTrades;
import io.tradeboard.trade.JsonTrades;
import io.tradeboard.trade.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes trades as text, as they come: nothing is held back. */
public final class TextSink implements TradeSink {
    private final OutputStream out;
    private final Format format;
    private boolean started;

    /** How trades are written. */
    public enum Format {
        ndjson,
        csv
    }

    /** The reader closed the pipe, as scripts do; that is not a failure. */
    public static final class ClosedByReaderException extends IOException {
        ClosedByReaderException(IOException cause) {
            super(cause);
        }
    }

    public TextSink(OutputStream out, Format format) {
        this.out = out;
        this.format = format;
    }

    @Override
    public void send(List<Trade> trades) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        if (!started && format == Format.csv) {
            CsvTrades.encodeHeader(text);
        }
        started = true;
        for (Trade trade : trades) {
            if (format == Format.csv) {
                CsvTrades.encode(trade, text);
            } else {
                JsonTrades.encode(trade, text);
            }
        }
        try {
            text.writeTo(out);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw new ClosedByReaderException(e);
            }
            throw e;
        }
    }
}
