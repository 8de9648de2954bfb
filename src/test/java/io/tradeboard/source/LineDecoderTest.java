package io.tradeboard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.trade.BadTradeException;
import io.tradeboard.trade.RawTrade;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {
    private static final String RECORD_OF_LINE_2 = "it is part of the CSV record that begins in line 2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"traderId\":\"ann\"};{\"traderId\":\"bob\"}|ann;bob",
                "  {\"traderId\":\"ann\"};{\"traderId\":\"bob\"}|ann;bob",
                "\uFEFF{\"traderId\":\"ann\"};{\"traderId\":\"bob\"}|ann;bob",
                "\uFEFF;{\"traderId\":\"ann\"};\uFEFF{\"traderId\":\"bob\"}|-;ann;bob",
                "traderId,symbol,quantity;ann,BTC,1;bob,BTC,1|-;ann;bob",
                "\uFEFFtraderId,symbol,quantity;ann,BTC,1|-;ann",
                "; \t;{\"traderId\":\"ann\"};;{\"traderId\":\"bob\"}|-;-;ann;-;bob",
                "traderId,symbol,quantity;;ann,BTC,1|-;-;ann",
                "{\"traderId\":\"ann\"};rubbish;{\"traderId\":\"bob\"}|ann;not valid JSON;bob",
                "{rubbish;{\"traderId\":\"bob\"}|not valid JSON;bob",
                "traderId,symbol,quantity;{};ann,BTC,1|-;CSV line has 1 cells, its header 3;ann",
            })
    void theFirstLineTellsWhatTheOthersAre(String lines, String expected) throws UnreadableInputException {
        assertOutcomes(lines, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "traderId,symbol,quantity;ann,BTC,1;traderId,symbol,quantity;bob,ETH,2|-;ann;-;bob",
                "traderId,symbol,quantity;ann,BTC,1;symbol,traderId,quantity;ETH,bob,2|-;ann;-;bob",
                "traderId,symbol,quantity;ann,BTC,1;quantity,note,symbol,traderId;2,x,ETH,bob|-;ann;-;bob",
                "traderId,symbol,quantity;ann,BTC,1;\uFEFF\"symbol\",\"traderId\",\"quantity\";ETH,bob,2|-;ann;-;bob",
                "traderId,symbol,quantity;ann,BTC,1;symbol,Trader,quantity;ETH,bob,2;symbol,traderId,quantity;ETH,bob,2"
                        + "|-;ann;column \"Trader\" must be named traderId;"
                        + "it follows the header of line 3, which was rejected;-;bob",
                "traderId,symbol,quantity;ann,BTC,x;bob,BTC,2|-;ann;bob",
                "traderId,symbol,quantity;user,ID,x;bob,BTC,2|-;user;bob",
            })
    void aHeaderInTheMiddleAppliesBelowIt(String lines, String expected) throws UnreadableInputException {
        assertOutcomes(lines, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`H;kestrel,BTC,1,\"ok;mallory,BTC,1000000,x;end\";bob,BTC,1,y`|-;#;#;#;bob",
                "`H;kestrel,BTC,1,\"ok;;mallory,BTC,1000000,x;\",;bob,BTC,1,y`|-;#;-;#;#;bob",
                "`H;kestrel,BTC,1,\"ok;mallory,BTC,1,\"\"x\"\";still\"\"in;end\";bob,BTC,1,y`|-;#;#;#;#;bob",
                "`H;kestrel,BTC,1,\"ok;end\",\"again;mallory,BTC,1,x;end\";bob,BTC,1,y`|-;#;#;#;#;bob",
                "`H;\"kestrel;mallory,BTC,1,x;\",BTC,1,y;bob,BTC,1,y`|-;#;#;#;bob",
                "`H;kestrel,BTC,1,\"ok;traderId,quantity,symbol,note;end\";bob,BTC,1,y`|-;#;#;#;bob",
                "`H;kestrel,BTC,1,\"never ended;mallory,BTC,1,x;bob,BTC,1,y`|-;#;#;#",
                "`H;kestrel,BTC,1,5\" pipe;bob,BTC,1,\"a \"\"b\"\"\"`|-;kestrel;bob",
                "`H;kestrel,BTC,1,\"a\"b;bob,BTC,1,y`|-;not valid CSV;bob",
            })
    void noLineOfARecordThatSpansLinesIsATrade(String lines, String expected) throws UnreadableInputException {
        assertOutcomes(lines.replace("H", "traderId,symbol,quantity,note"), expected.replace("#", RECORD_OF_LINE_2));
    }

    /** The quote that keeps a record open, or ends it, may be where a long line is no longer kept. */
    @Test
    void aRecordSpansLinesThatAreTooLongAsOthers() throws UnreadableInputException {
        String filler = "x".repeat(LineSplitter.MAX_LINE_BYTES);
        for (String opening : new String[] {"a,BTC,1,\"" + filler, "a,BTC,1," + filler + "," + "\"open"}) {
            LineDecoder decoder = headed();
            assertThat(longLine(decoder, 2, opening)).startsWith(RECORD_OF_LINE_2);
            assertThat(outcome(decoder, 3, "mallory,BTC,1000000,x")).startsWith(RECORD_OF_LINE_2);
            assertThat(longLine(decoder, 4, filler + "\"")).startsWith(RECORD_OF_LINE_2);
            assertThat(outcome(decoder, 5, "bob,BTC,1,y")).isEqualTo("bob");
        }
        LineDecoder decoder = headed();
        assertThat(longLine(decoder, 2, "a,BTC,1,\"" + filler + "\"")).startsWith("line is longer than 65536 bytes");
        assertThat(outcome(decoder, 3, "bob,BTC,1,y")).isEqualTo("bob");
    }

    private static LineDecoder headed() throws UnreadableInputException {
        LineDecoder decoder = new LineDecoder("t.csv");
        assertThat(outcome(decoder, 1, "traderId,symbol,quantity,note")).isEqualTo("-");
        return decoder;
    }

    private static String longLine(LineDecoder decoder, long number, String line) throws UnreadableInputException {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        int half = LineSplitter.MAX_LINE_BYTES + 1;
        decoder.partOfLongLine(bytes, 0, half);
        decoder.partOfLongLine(bytes, half, bytes.length - half);
        TextLine.Decoded decoded = decoder.take(number, bytes, 0, LineSplitter.MAX_LINE_BYTES, true);
        return decoded == null ? "-" : decoded.problem();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "[{\"traderId\":\"ann\"}]|a JSON array|jq -c '.[]' t.csv | tradeboard produce -",
                "[|a JSON array|jq -c '.[]' t.csv | tradeboard produce -",
                " \uFEFF[|neither NDJSON nor CSV|",
                "\uFEFF [|a JSON array|jq -c '.[]' t.csv",
                "{|JSON that spans lines|jq -c . t.csv",
                "{\"trades\": [|JSON that spans lines|jq -c . t.csv",
                "<html>|XML or HTML|convert it to NDJSON or CSV",
                "rubbish|neither NDJSON nor CSV with a header|(echo traderId,symbol,quantity; cat t.csv)",
                "kestrel,BTC,1|neither NDJSON nor CSV with a header|(echo traderId,symbol,quantity; cat t.csv)",
                "\"a\"|neither NDJSON nor CSV with a header|",
                "17|neither NDJSON nor CSV with a header|",
                "traderId,symbol,quantity, timestamp|column \" timestamp\" must be named timestamp|",
                "traderId,symbol,quantity,ID|column \"ID\" must be named id|",
                "trader,symbol,qty|column \"trader\" must be named traderId, column \"qty\" must be named quantity|",
                "traderId,symbol|CSV header has no column quantity|",
                "traderId,symbol,symbol,quantity|CSV header has column symbol twice|",
                "traderId;symbol;quantity|this looks like a CSV with \";\"|tr ';' ','",
                "traderId\tsymbol\tquantity|this looks like a CSV with \"\\t\"|tr '\\t' ','",
                "traderId,symbol,\"quantity|not valid CSV: misplaced or unclosed quote|",
            })
    void aFirstLineOfSomethingElseIsOneErrorThatNamesIt(String line, String kind, @Nullable String help) {
        assertUnreadable(line.getBytes(StandardCharsets.UTF_8), kind, help == null ? "" : help);
    }

    @Test
    void linesThatEndWithACarriageReturnAloneAreNamed() {
        assertUnreadable(
                "traderId,symbol,quantity\rann,BTC,1\rbob,BTC,1".getBytes(StandardCharsets.UTF_8),
                "has lines that end with CR alone",
                "tr '\\r' '\\n' < t.csv | tradeboard produce -");
    }

    @ParameterizedTest
    @CsvSource({
        "504b03040a0000000000, a zip archive, unzip -p t.csv | tradeboard produce -",
        "504b0506000000000000, a zip archive, unzip -p t.csv",
        "28b52ffd0458, compressed with zstd, zstd -dc t.csv | tradeboard produce -",
        "fd377a585a000004, compressed with xz, xz -dc t.csv",
        "425a6839314159265359, compressed with bzip2, bzip2 -dc t.csv",
        "425a6831177245385090, compressed with bzip2, bzip2 -dc t.csv",
        "04224d186440a7, compressed with lz4, lz4 -dc t.csv",
        "377abcaf271c0004, a 7z archive, 7z x -so t.csv",
        "526172211a0700, a rar archive, unrar p",
        "4c5a4950010c, compressed with lzip, lzip -dc t.csv",
        "894c5a4f00, compressed with lzop, lzop -dc t.csv",
        "1f8b08000000, compressed with gzip twice, zcat t.csv",
        "1f9d90, compressed with compress, zcat t.csv",
        "5d00008000ffff, compressed with lzma, xz --format=lzma -dc t.csv",
        "504152311504, a Parquet file, duckdb",
        "4f626a0104, an Avro file, avro-tools",
        "4152524f573100, an Arrow file, duckdb",
        "53514c69746520666f726d6174203300, an SQLite database, sqlite3",
        "d0cf11e0a1b11ae1, an old Excel, in2csv t.csv",
        "7f454c4602010100, binary data, convert it",
        "ff0600, binary data, convert it",
    })
    void aBinaryFormatIsRecognisedByItsMagicBytes(String hex, String kind, String help) {
        assertUnreadable(Magic.hex(hex), kind, help);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-16",
                "UTF-16LE",
                "UTF-16BE",
                "x-UTF-16LE-BOM",
                "UTF-32LE",
                "UTF-32BE",
                "X-UTF-32LE-BOM",
                "X-UTF-32BE-BOM"
            })
    void aWiderEncodingIsRecognisedWithAndWithoutByteOrderMark(String charset) {
        for (String line : new String[] {"traderId,symbol,quantity", "{\"traderId\":\"ann\"}", "[{}]"}) {
            assertUnreadable(
                    line.getBytes(Charset.forName(charset)),
                    charset.contains("16") ? "UTF-16 text" : "UTF-32 text",
                    "-t UTF-8 t.csv | tradeboard produce -");
        }
    }

    @Test
    void aTarArchiveIsRecognisedByItsFirstHeader() {
        byte[] header = new byte[512];
        System.arraycopy(Magic.ascii("trades.csv"), 0, header, 0, 10);
        System.arraycopy(Magic.ascii("ustar"), 0, header, Magic.TAR_AT, 5);
        assertUnreadable(header, "a tar archive", "tar -xOf t.csv");
    }

    @Test
    void aWorkbookIsToldFromOtherArchives() {
        assertUnreadable(Magic.ascii("PK\3\4....[Content_Types].xml"), "an Excel workbook", "in2csv t.csv");
    }

    @Test
    void aNameThatAShellWouldTakeApartIsQuotedAndStandardInputHasNone() {
        for (String[] each : new String[][] {
            {"my trades.zip", "unzip -p 'my trades.zip' | "},
            {"it's", "unzip -p 'it'\\''s' | "},
            {LineSource.STDIN, "unzip -p FILE | "}
        }) {
            byte[] zip = Magic.ZIP;
            assertThatThrownBy(() -> new LineDecoder(each[0]).take(1, zip, 0, zip.length, false))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining(each[1]);
        }
    }

    private static void assertUnreadable(byte[] line, String kind, String help) {
        for (boolean tooLong : new boolean[] {false, true}) {
            if (!tooLong || (!kind.contains("CSV") && !kind.contains("column") && !kind.contains("CR alone"))) {
                assertThatThrownBy(() -> new LineDecoder("t.csv").take(1, line, 0, line.length, tooLong))
                        .isInstanceOf(UnreadableInputException.class)
                        .hasMessageStartingWith("t.csv ")
                        .hasMessageContaining(kind)
                        .hasMessageContaining(help);
            }
        }
    }

    private static void assertOutcomes(String lines, String expected) throws UnreadableInputException {
        LineDecoder decoder = new LineDecoder("t.csv");
        List<String> outcomes = new ArrayList<>();
        for (String line : lines.split(";", -1)) {
            outcomes.add(outcome(decoder, outcomes.size() + 1, line));
        }
        String[] wanted = expected.split(";", -1);
        assertThat(outcomes).hasSize(wanted.length);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(outcomes.get(i)).startsWith(wanted[i]);
        }
    }

    private static String outcome(LineDecoder decoder, long number, String line) throws UnreadableInputException {
        byte[] padded = ("xx" + line + "x").getBytes(StandardCharsets.UTF_8);
        TextLine.Decoded decoded = decoder.take(number, padded, 2, padded.length - 3, false);
        if (decoded == null) {
            return "-";
        }
        try {
            RawTrade trade = new InboundLine(ReadLines.ofPipe(), 0, padded, 2, padded.length - 3, decoded).trade();
            return String.valueOf(trade.traderId());
        } catch (BadTradeException e) {
            return e.reason();
        }
    }
}
