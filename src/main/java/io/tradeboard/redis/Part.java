package io.tradeboard.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Those commands of a unit that go to one server, which it carries out together: the whole unit, or on a cluster those of one
 * slot. It makes what is sent, and puts the replies where they belong.
 */
final class Part {
    /** Calls commands one after the other. Arguments: for each the number of its parts, then the parts. */
    private static final String READS = """
            local replies = {}
            local at = 1
            while at <= #ARGV do
              local parts = tonumber(ARGV[at])
              replies[#replies + 1] = redis.pcall(unpack(ARGV, at + 1, at + parts))
              at = at + parts + 1
            end
            return replies
            """;

    private final Unit unit;
    private final List<Integer> places;
    private final int slot;
    private final Form form;

    /** Where it goes, whoever has its slot; null for the one who has. */
    private final @Nullable Endpoint target;

    /** Whether the server lacks a script that was sent there before. */
    private final boolean reloads;

    /** How many scripts were sent before it. */
    private int loads;

    private enum Form {
        COMMANDS,
        TRANSACTION,
        /** One script that calls the commands. */
        SCRIPT,
        /** Commands behind ASKING, which makes a node take one command of a slot that is on its way to it. */
        ASKING,
        ASKING_SCRIPT
    }

    private Part(Unit unit, List<Integer> places, int slot, Form form, @Nullable Endpoint target, boolean reloads) {
        this.unit = unit;
        this.places = places;
        this.slot = slot;
        this.form = form;
        this.target = target;
        this.reloads = reloads;
    }

    /** All of a unit, for the only server there is. */
    static Part whole(Unit unit) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < unit.commands().size(); i++) {
            all.add(i);
        }
        return of(unit, all, Slots.NONE, unit.kind() != Unit.Kind.COMMAND);
    }

    /** The commands in these places, for whoever has the slot; for anybody where it is {@link Slots#NONE}. */
    static Part of(Unit unit, List<Integer> places, int slot, boolean transaction) {
        return new Part(unit, places, slot, transaction ? Form.TRANSACTION : Form.COMMANDS, null, false);
    }

    /** The same for that server. */
    Part to(Endpoint server) {
        return new Part(unit, places, slot, form, server, reloads);
    }

    /** Those commands to which the server replied so, for whoever has the slot by now. */
    Part only(Predicate<@Nullable Object> which) {
        Form settled = form == Form.ASKING ? Form.COMMANDS : form == Form.ASKING_SCRIPT ? Form.TRANSACTION : form;
        return new Part(
                unit,
                places.stream().filter(place -> which.test(unit.reply(place))).toList(),
                slot,
                settled,
                null,
                false);
    }

    /**
     * The same for a node that is taking over its slot. A transaction goes as one script, since such a node takes a single
     * command at a time.
     */
    Part asking(Endpoint node) {
        return new Part(unit, places, slot, form == Form.COMMANDS ? Form.ASKING : Form.ASKING_SCRIPT, node, false);
    }

    /**
     * What the server may still reply to, if it is sent in another way: calls of scripts that it did not hold, and reads
     * that it refused as a transaction because it is out of memory. Null where there is nothing.
     */
    @Nullable
    Part otherwise() {
        if (!reloads && has(ErrorReply::isNoScript)) {
            return new Part(unit, only(ErrorReply::isNoScript).places, slot, form, target, true);
        }
        return form == Form.TRANSACTION && unit.kind() == Unit.Kind.READS && has(ErrorReply::isOutOfMemory)
                ? new Part(unit, places, slot, Form.SCRIPT, target, false)
                : null;
    }

    Unit unit() {
        return unit;
    }

    @Nullable
    Endpoint target() {
        return target;
    }

    int slot() {
        return slot;
    }

    /** How many arguments its commands have. */
    int weight() {
        return places.stream()
                .mapToInt(place -> unit.commands().get(place).size())
                .sum();
    }

    /** Whether there is such a reply to it. */
    boolean has(Predicate<@Nullable Object> which) {
        return places.stream().map(unit::reply).anyMatch(which);
    }

    /** The first such error that was replied to it, or null. */
    @Nullable
    ErrorReply error(Predicate<@Nullable Object> which) {
        return (ErrorReply) places.stream()
                .map(unit::reply)
                .filter(reply -> reply instanceof ErrorReply && which.test(reply))
                .findFirst()
                .orElse(null);
    }

    /**
     * Adds what is sent for it.
     *
     * @param held the scripts that the server was given; this adds to them
     */
    void addTo(List<CommandArguments> wire, Set<Script> held) {
        List<CommandArguments> commands =
                places.stream().map(unit.commands()::get).toList();
        Set<Script> lacking = new LinkedHashSet<>();
        for (CommandArguments command : commands) {
            Script script = Script.of(command);
            if (script != null && (reloads || !held.contains(script))) {
                lacking.add(script);
            }
        }
        held.addAll(lacking);
        loads = lacking.size();
        lacking.forEach(script -> wire.add(script.load()));
        switch (form) {
            case COMMANDS -> wire.addAll(commands);
            case TRANSACTION -> {
                wire.add(RedisConnection.command(Command.MULTI));
                wire.addAll(commands);
                wire.add(RedisConnection.command(Command.EXEC));
            }
            case SCRIPT -> wire.add(script(commands));
            case ASKING ->
                commands.forEach(command -> {
                    wire.add(RedisConnection.command(Command.ASKING));
                    wire.add(command);
                });
            case ASKING_SCRIPT -> {
                wire.add(RedisConnection.command(Command.ASKING));
                wire.add(script(commands));
            }
        }
    }

    private static CommandArguments script(List<CommandArguments> commands) {
        List<byte[]> keys = commands.stream()
                .map(Slots::key)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        List<Object> arguments = new ArrayList<>(List.of(READS, keys.size()));
        arguments.addAll(keys);
        for (CommandArguments command : commands) {
            arguments.add(command.size());
            command.forEach(part -> arguments.add(part.getRaw()));
        }
        return RedisConnection.command(Command.EVAL, arguments.toArray());
    }

    /**
     * Takes the replies to what was sent.
     *
     * @param at where those to this begin
     * @return where those to the next one begin
     */
    int take(List<Object> replies, int at) {
        int next = at + loads;
        Object notLoaded = replies.subList(at, next).stream()
                .filter(ErrorReply.class::isInstance)
                .findFirst()
                .orElse(null);
        int end = takeAll(replies, next);
        if (notLoaded != null) {
            putAll(notLoaded);
        }
        return end;
    }

    private int takeAll(List<Object> replies, int from) {
        int next = from;
        switch (form) {
            case COMMANDS -> {
                for (int place : places) {
                    unit.reply(place, replies.get(next++));
                }
                return next;
            }
            case ASKING -> {
                for (int place : places) {
                    unit.reply(place, replies.get(next + 1));
                    next += 2;
                }
                return next;
            }
            case SCRIPT -> {
                // For whoever may not call scripts the refusal of the transaction stands.
                if (replies.get(next) instanceof List<?> results) {
                    putAll(results);
                }
                return next + 1;
            }
            case ASKING_SCRIPT -> {
                // Who may not call scripts waits until the slot has moved.
                if (!ErrorReply.is(replies.get(next + 1), "NOPERM")) {
                    putAll(replies.get(next + 1));
                }
                return next + 2;
            }
            case TRANSACTION -> {
                int end = next + places.size() + 2;
                takeTransaction(replies.subList(next, end));
                return end;
            }
        }
        throw new IllegalStateException("no such form");
    }

    private void takeTransaction(List<Object> replies) {
        // An error before EXEC is why that refuses; what EXEC says is that there was one.
        Object refusal = replies.stream()
                .filter(ErrorReply.class::isInstance)
                .findFirst()
                .orElse(null);
        Object results = replies.get(replies.size() - 1);
        if (refusal != null) {
            putAll(refusal);
        } else if (results instanceof List<?>) {
            putAll(results);
        } else {
            unit.changed();
        }
    }

    /** Takes the replies to its commands, or the one error for which none was carried out. */
    private void putAll(Object results) {
        if (results instanceof ErrorReply refusal) {
            fail(refusal);
            return;
        }
        List<?> all = (List<?>) results;
        for (int i = 0; i < places.size(); i++) {
            unit.reply(places.get(i), all.get(i));
        }
    }

    /** Takes note that its commands are not carried out, as far as is known. */
    void fail(ErrorReply why) {
        places.forEach(place -> unit.refuse(place, why));
    }
}
