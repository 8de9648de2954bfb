package io.tradeboard.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class NamesTest {
    /** Against a map of the library; names of any length and alphabet, in the middle and at the end of their bytes. */
    @Test
    void namesAreNumberedAsTheyAreSeen() {
        Random random = new Random(20261128);
        for (int round = 0; round < 50; round++) {
            Names names = new Names();
            Map<String, Integer> expected = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                String name = name(random);
                byte[] text = name.getBytes(StandardCharsets.UTF_8);
                int from = random.nextInt(10);
                byte[] among = new byte[from + text.length + random.nextInt(2) * random.nextInt(20)];
                random.nextBytes(among);
                System.arraycopy(text, 0, among, from, text.length);

                assertThat(names.find(among, from, text.length)).isEqualTo(expected.getOrDefault(name, -1));
                expected.putIfAbsent(name, expected.size());
                int number = names.number(among, from, text.length);
                assertThat(number).isEqualTo(expected.get(name));
                assertThat(names.text(number)).isEqualTo(name);
                byte[] copy = new byte[3 + text.length + Long.BYTES];
                assertThat(names.copy(number, copy, 3)).isEqualTo(text.length);
                assertThat(new String(copy, 3, text.length, StandardCharsets.UTF_8))
                        .isEqualTo(name);
                assertThat(names.find(among, from, text.length - 1))
                        .isEqualTo(expected.getOrDefault(
                                new String(among, from, text.length - 1, StandardCharsets.UTF_8), -1));
            }
            assertThat(names.size()).isEqualTo(expected.size());
        }
    }

    private static String name(Random random) {
        int length = 1 + random.nextInt(1 << random.nextInt(6));
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append("ab\0".charAt(random.nextInt(3)));
        }
        return random.nextInt(4) == 0 ? name + "é" : name.toString();
    }

    @Test
    void anotherThreadReadsWhatItWasHandedWhileMoreIsAdded() throws InterruptedException {
        Names names = new Names();
        BlockingQueue<Integer> handed = new ArrayBlockingQueue<>(16);
        List<String> wrong = new ArrayList<>();
        int count = 100_000;
        Thread reader = new Thread(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    int number = handed.take();
                    if (!names.text(number).equals("trader-" + number)) {
                        wrong.add(number + " is " + names.text(number));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        for (int i = 0; i < count; i++) {
            byte[] text = ("trader-" + i).getBytes(StandardCharsets.UTF_8);
            handed.put(names.number(text, 0, text.length));
        }
        reader.join();
        assertThat(wrong).isEmpty();
    }
}
