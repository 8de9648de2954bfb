package io.tradeboard.board;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.zip.CRC32C;

/**
 * The traders of an update, or of a part of it, each with what it gains. They are columns, which the parts share, and no
 * objects, as an update may have a million: an entry is made when it is asked for.
 */
final class Members extends AbstractList<Map.Entry<String, Long>> implements RandomAccess {
    private static final int USUAL_BYTES = 16;

    /** The names in UTF-8, one after the other; where each begins, and behind the last where it ends; the units of each. */
    private final byte[] names;

    private final int[] begins;
    private final long[] units;

    /** Which of them are in this part. */
    private final int[] rows;

    private Members(byte[] names, int[] begins, long[] units, int[] rows) {
        this.names = names;
        this.begins = begins;
        this.units = units;
        this.rows = rows;
    }

    static Members of(Map<String, Long> volumes) {
        int size = volumes.size();
        ByteArrayOutputStream names = new ByteArrayOutputStream(USUAL_BYTES * size);
        int[] begins = new int[size + 1];
        long[] units = new long[size];
        int[] rows = new int[size];
        int row = 0;
        for (Map.Entry<String, Long> volume : volumes.entrySet()) {
            names.writeBytes(volume.getKey().getBytes(StandardCharsets.UTF_8));
            units[row] = volume.getValue();
            rows[row] = row;
            row++;
            begins[row] = names.size();
        }
        return new Members(names.toByteArray(), begins, units, rows);
    }

    /** What decides of each to which part it belongs: the CRC32C of its name. */
    long[] places() {
        long[] places = new long[rows.length];
        CRC32C crc = new CRC32C();
        for (int i = 0; i < places.length; i++) {
            crc.reset();
            crc.update(names, begins[rows[i]], begins[rows[i] + 1] - begins[rows[i]]);
            places[i] = crc.getValue();
        }
        return places;
    }

    /** Cuts them into parts, each of which keeps their order. */
    List<Members> cut(long[] places, int parts) {
        int[] sizes = new int[parts];
        for (long place : places) {
            sizes[(int) (place % parts)]++;
        }
        int[][] cut = new int[parts][];
        Arrays.setAll(cut, part -> new int[sizes[part]]);
        for (int i = places.length - 1; i >= 0; i--) {
            int part = (int) (places[i] % parts);
            cut[part][--sizes[part]] = rows[i];
        }
        List<Members> members = new ArrayList<>(parts);
        for (int[] some : cut) {
            members.add(new Members(names, begins, units, some));
        }
        return members;
    }

    /** The name in UTF-8. */
    byte[] name(int index) {
        int row = rows[index];
        return Arrays.copyOfRange(names, begins[row], begins[row + 1]);
    }

    long units(int index) {
        return units[rows[index]];
    }

    @Override
    public Map.Entry<String, Long> get(int index) {
        return Map.entry(new String(name(index), StandardCharsets.UTF_8), units(index));
    }

    @Override
    public int size() {
        return rows.length;
    }
}
