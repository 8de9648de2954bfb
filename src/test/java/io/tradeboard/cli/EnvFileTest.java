package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {
    @TempDir
    Path directory;

    /** The text with {@code ~} for a blank that CSV would drop. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "A=b                       | b",
                "A=b c  d                  | b c  d",
                "A=~~b~~                   | b",
                "A =~b                     | b",
                "~~A=b                     | b",
                "export A=b                | b",
                "export~~~A = b            | b",
                "A=                        | ^^",
                "A=~~                      | ^^",
                "A=\"\"                    | ^^",
                "A=''                      | ^^",
                "A=b=c                     | b=c",
                "A=b # c                   | b",
                "A=b\t# c                  | b",
                "A=b#c                     | b#c",
                "A=#b                      | #b",
                "A= #b                     | ^^",
                "A=BTC:8:Bit#coin,ETH:8    | BTC:8:Bit#coin,ETH:8",
                "A='b # c'                 | b # c",
                "A=\"b # c\" # d           | b # c",
                "A='b'#c                   | b#c",
                "A='b'c\"d\"               | bcd",
                "A=b'c d'e                 | bc de",
                "A='b'~~                   | b",
                "A=' b '                   | ^ b ^",
                "A='it'\\''s'              | it's",
                "A=\"say \\\"b\\\"\"       | say \"b\"",
                "A=\"\\$b \\` \\\\ \\n\"   | $b ` \\ \\n",
                "A='\\n \\\\'              | \\n \\\\",
                "A=\\'b\\ c\\#             | 'b c#",
                "A=b\\~                    | ^b ^",
                "A=$B${C}`d`               | $B${C}`d`",
                "A=\"it's\"                | it's",
                "A='\"'                    | \"",
                "A=ü€😀                    | ü€😀",
                "A=USD Coin,ARB:2:Arbitrum | USD Coin,ARB:2:Arbitrum"
            })
    void aValueIsReadAsAShellWould(String line, String value) throws IOException {
        assertThat(read(line.replace('~', ' '))).isEqualTo(Map.of("A", value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "canary                | not NAME=VALUE",
                "A canary              | not NAME=VALUE",
                "=canary               | not NAME=VALUE",
                "1A=canary             | not NAME=VALUE",
                "A-B=canary            | not NAME=VALUE",
                "A.B=canary            | not NAME=VALUE",
                "A B=canary            | not NAME=VALUE",
                "Ä=canary              | not NAME=VALUE",
                "export                | not NAME=VALUE",
                "export A              | not NAME=VALUE",
                "set A=canary          | not NAME=VALUE",
                "A: canary             | not NAME=VALUE",
                "A='canary             | a quote that does not end in its line",
                "A=\"canary            | a quote that does not end in its line",
                "A=\"canary\\\"        | a quote that does not end in its line",
                "A=canary's            | a quote that does not end in its line",
                "A='canary' x          | text behind the closing quote",
                "A=\"canary\" \"x\"    | text behind the closing quote",
                "A=canary\\            | a backslash at the end of a line",
                "A=canary\u0000x       | a control character",
                "A=canary\u001bx       | a control character"
            })
    void whateverIsLeftOverIsAnErrorThatNamesTheLineAndDoesNotRepeatIt(String line, String problem) throws IOException {
        Path file = Files.writeString(directory.resolve(".env"), "# comment\n\nB=1\n" + line + "\nC=1\n");

        assertThatThrownBy(() -> EnvFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + ":4: " + problem);
    }

    @Test
    void aFileIsReadWhateverItsLineEndsAndMarks() throws IOException {
        Map<String, String> expected = Map.of("A", "1", "B", "2 3", "C", "");
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            String text = String.join(end, "A=1", "", "  # a comment ' with a quote", "B=\"2 3\"", "C=");
            assertThat(read(text)).isEqualTo(expected);
            assertThat(read(text + end)).isEqualTo(expected);
            assertThat(read("\uFEFF" + text)).isEqualTo(expected);
        }
        assertThat(read("")).isEmpty();
    }

    @Test
    void theLastOfSeveralLinesCounts() throws IOException {
        assertThat(read("A=1\nB=2\nA=3\n")).isEqualTo(Map.of("A", "3", "B", "2"));
    }

    @Test
    void aFileOfAnotherEncodingIsRefused() throws IOException {
        Path file = directory.resolve(".env");
        Files.write(file, "A=\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> EnvFile.read(file)).hasMessageEndingWith(": it is not UTF-8");
        Files.write(file, "A=b".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> EnvFile.read(file)).hasMessageEndingWith(": it is not UTF-8");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> EnvFile.read(file)).hasMessageEndingWith(": it is larger than 1 MiB");
    }

    private Map<String, String> read(String text) throws IOException {
        return EnvFile.read(Files.writeString(directory.resolve(".env"), text));
    }
}
