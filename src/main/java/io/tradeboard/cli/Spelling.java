package io.tradeboard.cli;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that was meant, for a message that suggests it. */
final class Spelling {
    private Spelling() {}

    /** The word nearest to the written one; null where none has two of three letters right. */
    static @Nullable String nearest(String written, Collection<String> words) {
        return nearest(written, words, (written.length() + 1) / 3);
    }

    /** The word nearest to the written one; null where none has at most that many letters wrong. */
    static @Nullable String nearest(String written, Collection<String> words, int slips) {
        String nearest = null;
        int least = slips;
        for (String word : words) {
            int distance = distance(written, word);
            if (distance < least || (distance == least && nearest == null)) {
                nearest = word;
                least = distance;
            }
        }
        return nearest;
    }

    /** What a message that knows a better word ends with. */
    static String question(@Nullable String meant) {
        return meant == null ? "" : "; did you mean " + meant + "?";
    }

    /** How many letters must be put in, taken out, changed, or swapped with the next (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
