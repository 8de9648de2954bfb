package io.tradeboard.cli;

import java.util.Map;
import java.util.stream.Collectors;

/** A shell that completes commands, and how its script writes a branch of a case. */
enum Shell {
    bash("source this file, or: tradeboard generate-completion bash >"
            + " ~/.local/share/bash-completion/completions/tradeboard") {
        @Override
        String words(Map<String, String> words) {
            return "words=" + quote(String.join(" ", words.keySet()));
        }
    },
    zsh("write it to a file _tradeboard in a directory of $fpath, then run compinit: tradeboard generate-completion zsh"
            + " > ~/.zfunc/_tradeboard") {
        @Override
        String words(Map<String, String> words) {
            return words.entrySet().stream()
                    .map(word -> quote(word.getKey().replace(":", "\\:")
                            + (word.getValue().isEmpty() ? "" : ":" + word.getValue())))
                    .collect(Collectors.joining(" ", "words=(", ")"));
        }
    },
    fish("tradeboard generate-completion fish > ~/.config/fish/completions/tradeboard.fish") {
        @Override
        String branch(String key, String body) {
            return "        case " + key + "\n            " + body + "\n";
        }

        @Override
        String words(Map<String, String> words) {
            return words.entrySet().stream()
                    .map(word -> quote(word.getKey()) + " " + quote(word.getValue()))
                    .collect(Collectors.joining(" ", "printf '%s\\t%s\\n' ", ""));
        }

        @Override
        String anyOf(String start) {
            return quote(start + "*");
        }

        @Override
        String kind(Candidates kind) {
            return "__tradeboard_" + kind.label() + " $argv[2..-1]";
        }

        @Override
        String quote(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    };

    private final String installation;

    Shell(String installation) {
        this.installation = installation;
    }

    /** How the script is installed, in a line. */
    String installation() {
        return installation;
    }

    /** What is done where the state of a command line is this key. */
    String branch(String key, String body) {
        return "    " + key + ") " + body + " ;;\n";
    }

    /** The pattern of all keys that start so. */
    String anyOf(String start) {
        return quote(start) + "*";
    }

    /** Offers words with their descriptions. */
    abstract String words(Map<String, String> words);

    /** Offers what is not fixed. */
    String kind(Candidates kind) {
        return "kind=" + kind.label();
    }

    String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
