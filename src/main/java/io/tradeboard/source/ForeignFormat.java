package io.tradeboard.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Formats other than lines of trades, recognised by how they begin, with the command that makes lines of them. One
 * message about the file helps more than a rejected line for each line break that is in it.
 */
enum ForeignFormat {
    GZIP("compressed with gzip twice", "zcat FILE", Magic.hex("1f8b")),
    COMPRESS("compressed with compress", "zcat FILE", Magic.hex("1f9d")),
    WORKBOOK("an Excel workbook", "in2csv FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.begins(bytes, from, length, Magic.ZIP)
                    && new String(bytes, from, Math.min(length, 2_000), StandardCharsets.ISO_8859_1)
                            .matches("(?s).*(\\[Content_Types]|xl/|mimetypeapplication/vnd\\.oasis).*");
        }
    },
    ZIP("a zip archive", "unzip -p FILE", Magic.ZIP, Magic.hex("504b0506"), Magic.hex("504b0708")),
    ZSTD("compressed with zstd", "zstd -dc FILE", Magic.hex("28b52ffd")),
    XZ("compressed with xz", "xz -dc FILE", Magic.hex("fd377a585a")),
    LZMA("compressed with lzma", "xz --format=lzma -dc FILE", Magic.hex("5d0000")),
    BZIP2("compressed with bzip2", "bzip2 -dc FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.begins(bytes, from, length, Magic.ascii("BZh"))
                    && length > 4
                    && bytes[from + 3] >= '1'
                    && bytes[from + 3] <= '9'
                    && (bytes[from + 4] == 0x31 || bytes[from + 4] == 0x17);
        }
    },
    LZ4("compressed with lz4", "lz4 -dc FILE", Magic.hex("04224d18"), Magic.hex("02214c18")),
    LZIP("compressed with lzip", "lzip -dc FILE", Magic.ascii("LZIP\1")),
    LZOP("compressed with lzop", "lzop -dc FILE", Magic.hex("894c5a4f00")),
    SNAPPY("compressed with snappy", "snzip -dc FILE", Magic.hex("ff060000734e61507059")),
    SEVEN_ZIP("a 7z archive", "7z x -so FILE", Magic.hex("377abcaf271c")),
    RAR("a rar archive", "unrar p -inul FILE", Magic.ascii("Rar!\u001a\u0007")),
    TAR("a tar archive", "tar -xOf FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return length > Magic.TAR_AT
                    && Magic.begins(bytes, from + Magic.TAR_AT, length - Magic.TAR_AT, Magic.ascii("ustar"));
        }
    },
    PARQUET("a Parquet file", "duckdb -csv -c \"FROM 'FILE'\"", Magic.ascii("PAR1")),
    ORC("an ORC file", "", Magic.ascii("ORC")) {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.begins(bytes, from, length, Magic.ascii("ORC")) && length > 3 && (bytes[from + 3] < ' ');
        }
    },
    AVRO("an Avro file", "avro-tools tojson FILE", Magic.ascii("Obj\1")),
    ARROW("an Arrow file", "duckdb -csv -c \"FROM read_arrow('FILE')\"", Magic.ascii("ARROW1")),
    SQLITE("an SQLite database", "sqlite3 -header -csv FILE 'SELECT ...'", Magic.ascii("SQLite format 3")),
    OLE("an old Excel or Office file", "in2csv FILE", Magic.hex("d0cf11e0a1b11ae1")),
    PDF("a PDF file", "", Magic.ascii("%PDF-")),
    UTF_32("UTF-32 text", "iconv -f UTF-32 -t UTF-8 FILE", Magic.hex("fffe0000"), Magic.hex("0000feff")),
    UTF_32_LE("UTF-32 text", "iconv -f UTF-32LE -t UTF-8 FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.zeros(bytes, from, length, "x000");
        }
    },
    UTF_32_BE("UTF-32 text", "iconv -f UTF-32BE -t UTF-8 FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.zeros(bytes, from, length, "000x");
        }
    },
    UTF_16("UTF-16 text", "iconv -f UTF-16 -t UTF-8 FILE", Magic.hex("fffe"), Magic.hex("feff")),
    UTF_16_LE("UTF-16 text", "iconv -f UTF-16LE -t UTF-8 FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.zeros(bytes, from, length, "x0");
        }
    },
    UTF_16_BE("UTF-16 text", "iconv -f UTF-16BE -t UTF-8 FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            return Magic.zeros(bytes, from, length, "0x");
        }
    },
    JSON_ARRAY("a JSON array", "jq -c '.[]' FILE", Magic.ascii("[")),
    JSON_SEQUENCE("a JSON text sequence", "jq -c --seq . FILE | tr -d '\\036'", Magic.hex("1e7b"), Magic.hex("1e5b")),
    MARKUP("XML or HTML", "", Magic.ascii("<")),
    JSON_OVER_LINES("JSON that spans lines", "jq -c . FILE") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            String line = new String(bytes, from, length, StandardCharsets.UTF_8).strip();
            return line.startsWith("{") && (line.endsWith("{") || line.endsWith("["));
        }
    },
    BINARY("binary data", "") {
        @Override
        boolean isBeginOf(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                    return bytes[from] != '{';
                }
            }
            return false;
        }
    };

    private final String kind;
    private final String command;

    @SuppressWarnings("ImmutableEnumChecker") // constants that nobody changes
    private final byte[][] magics;

    ForeignFormat(String kind, String command, byte[]... magics) {
        this.kind = kind;
        this.command = command;
        this.magics = magics;
    }

    /** What the first line of a file shows it to be, or null where it is none of these. */
    static @Nullable ForeignFormat of(byte[] bytes, int from, int length) {
        for (ForeignFormat format : values()) {
            if (format.isBeginOf(bytes, from, length)) {
                return format;
            }
        }
        return null;
    }

    boolean isBeginOf(byte[] bytes, int from, int length) {
        for (byte[] magic : magics) {
            if (Magic.begins(bytes, from, length, magic)) {
                return true;
            }
        }
        return false;
    }

    UnreadableInputException in(String label) {
        return new UnreadableInputException(label + " is " + kind + ", not lines of trades; "
                + (command.isEmpty() ? "convert it to NDJSON or CSV" : "convert it: " + conversion(command, label)));
    }

    /** A command that makes lines of a file, as a person would type it. */
    static String conversion(String command, String label) {
        String file = label.equals(LineSource.STDIN) ? "FILE" : label;
        String quoted = file.matches("[\\w./@%+=:,-]+") ? file : "'" + file.replace("'", "'\\''") + "'";
        return command.replace("'FILE'", "'" + file + "'").replace("FILE", quoted) + " | tradeboard produce -";
    }
}
