package io.tradeboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Tab key offers in zsh and fish, asked of the real shells where they are installed. */
class OtherShellsCompletionTest {
    /** Types the line into a zsh on a pseudo terminal, and prints the matches that its completion adds. */
    private static final String ZSH = """
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z 'PS1=; autoload -U compinit && compinit -D -u; source ./script'
            zpty -w z 'compadd() { local -a got; builtin compadd -O got "$@"; print -rl -- "${got[@]}" >> out; builtin compadd "$@" }'
            zpty -w z ': > out; print ready > ready'
            for i in {1..2000}; do [[ -e ready ]] && break; sleep 0.01; done
            zpty -w -n z "$1"$'\\t'
            for i in {1..1000}; do [[ -s out ]] && break; sleep 0.01; done
            zpty -w -n z $'\\C-u'
            zpty -w z 'print done > done'
            for i in {1..2000}; do [[ -e done ]] && break; sleep 0.01; done
            zpty -d z
            cat out
            """;

    private static final String FISH = "source ./script; complete -C $argv[1]";

    @TempDir
    Path home;

    @BeforeEach
    void program() throws IOException {
        Path program = Files.writeString(home.resolve("tradeboard"), """
                #!/bin/sh
                echo "$*" > asked
                printf '%s\\n' 'Trader 7f3a' '$(touch pwned)'
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`tradeboard sh`                    | show",
                "`tradeboard log `                  | verify,dump",
                "`tradeboard show -o `              | table,json,csv,ndjson",
                "`tradeboard show --dep`            | --depth",
                "`tradeboard --color never help exi`| exit-codes",
                "`tradeboard ingest --log-dir ./scr`| script",
                "`tradeboard rank `                 | Trader 7f3a,$(touch pwned)",
                "`tradeboard rank x --around 3 `    | Trader 7f3a,$(touch pwned)"
            })
    void theSameIsOfferedInZshAndFish(String line, String offered) throws Exception {
        String[] expected = offered.split(",");
        for (Shell shell : new Shell[] {Shell.zsh, Shell.fish}) {
            if (ShellRun.isInstalled(shell.name())) {
                assertThat(tab(shell, line)).as(shell.name()).contains(expected).hasSize(expected.length);
            }
        }
        assertThat(home.resolve("pwned")).doesNotExist();
        ShellRun.skipWithout("zsh", "fish");
    }

    @Test
    void theProgramIsAskedWithTheOptionsOfTheLine() throws Exception {
        for (Shell shell : new Shell[] {Shell.zsh, Shell.fish}) {
            if (ShellRun.isInstalled(shell.name())) {
                tab(shell, "tradeboard --redis-address host:1 rank --around 3 --env-file=~/x Tra");
                assertThat(home.resolve("asked"))
                        .as(shell.name())
                        .hasContent("complete traders --redis-address=host:1 --env-file=" + home + "/x");
            }
        }
        ShellRun.skipWithout("zsh", "fish");
    }

    /** A name that a shell may read as a command, completed from its first letter and entered. */
    @ParameterizedTest
    @EnumSource(
            value = Shell.class,
            names = {"zsh", "fish"})
    void hostileNameIsPassedAsOneArgument(Shell shell) throws Exception {
        ShellRun.skipWithout(shell.name(), "script");
        List<String> names = List.of(
                "cc$(touch pwned)",
                "eeé'; touch pwned #",
                "qq\"; touch pwned #",
                "ss; touch pwned #",
                "uu🫩'; touch pwned #",
                "ww🫩; touch pwned; # \"; touch pwned #");
        Files.writeString(home.resolve("names"), String.join("\n", names) + "\n");
        Files.writeString(home.resolve("tradeboard"), """
                #!/bin/sh
                if [ "$1" = complete ]; then exec cat names; fi
                printf '%s\\n' "$@" > run.new && mv run.new run
                """);
        try (TypedShell typed = new TypedShell(shell, home)) {
            for (String name : names) {
                // In quotes zsh cannot write what it cannot print, and offers nothing.
                List<String> quotes = name.contains("🫩") ? List.of("") : List.of("", "'", "\"");
                for (String quote : quotes) {
                    assertThat(typed.run("tradeboard rank " + quote + name.charAt(0) + "\t"))
                            .as("%s, after %s", name, quote)
                            .containsExactly("rank", name);
                }
            }
        }
        assertThat(home.resolve("pwned")).doesNotExist();
    }

    private List<String> tab(Shell shell, String line) throws IOException, InterruptedException {
        for (String old : List.of("ready", "done", "out")) {
            Files.deleteIfExists(home.resolve(old));
        }
        ShellRun.writeScript(home, shell);
        ProcessBuilder builder = (shell == Shell.zsh
                        ? new ProcessBuilder("zsh", "-f", "-c", ZSH, "zsh", line)
                        : new ProcessBuilder("fish", "--no-config", "-c", FISH, line))
                .directory(home.toFile());
        builder.environment().put("PATH", home + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        return ShellRun.output(builder)
                .lines()
                .map(match -> match.replaceFirst("\t.*", "").replaceFirst("^\\./", ""))
                .filter(match -> !match.isEmpty())
                .distinct()
                .toList();
    }
}
