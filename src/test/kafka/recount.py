#!/usr/bin/env python3
"""Recounts a topic with librdkafka and Decimal, and compares every trader on every board in Redis with that.

    recount.py BOOTSTRAP TOPIC REDIS_PORT WINDOW

It shares no code with tradeboard. Its rules are those of `tradeboard help kafka`: committed records only; a trade is a
duplicate where its id, symbol and trader were seen within the last WINDOW offsets of its partition; it is late where its
record has a time beyond the end of its day and LATENESS. Days are those of UTC. Boards of today and yesterday are compared.
Prints what differs; exits 1 where anything does.
"""
import json
import socket
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition

LATENESS = timedelta(days=1)


def redis(port):
    """Returns a function that calls Redis; it needs nothing but a socket."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    replies = connection.makefile("rb")

    def reply():
        line = replies.readline()[:-2]
        kind, rest = line[:1], line[1:]
        if kind == b"-":
            raise RuntimeError(rest.decode())
        if kind == b"*":
            return [reply() for _ in range(int(rest))]
        if kind == b"$":
            size = int(rest)
            return None if size < 0 else replies.read(size + 2)[:-2].decode()
        return rest.decode()

    def call(*arguments):
        parts = [argument.encode() for argument in arguments]
        bulk = b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        connection.sendall(b"*%d\r\n%s" % (len(parts), bulk))
        return reply()

    return call


def records(bootstrap, topic):
    """All committed records, those of a partition in their order."""
    consumer = Consumer({
        "bootstrap.servers": bootstrap,
        "group.id": "recount",
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
        "enable.partition.eof": True,
    })
    partitions = consumer.list_topics(topic, timeout=30).topics[topic].partitions
    consumer.assign([TopicPartition(topic, number, OFFSET_BEGINNING) for number in partitions])
    left = set(partitions)
    while left:
        message = consumer.poll(30)
        if message is None:
            raise RuntimeError(f"partitions {left} do not come to their end")
        if message.error() is None:
            yield message
        elif message.error().code() == KafkaError._PARTITION_EOF:
            left.discard(message.partition())
        else:
            raise RuntimeError(message.error())
    consumer.close()


def trade(value):
    """The day, symbol, trader, id and quantity of a record; None where it is no trade."""
    try:
        fields = json.loads(value, parse_float=Decimal)
        day = datetime.fromisoformat(fields["timestamp"].replace("Z", "+00:00")).astimezone(timezone.utc).date()
        return day, fields["symbol"], fields["traderId"], fields["id"], Decimal(fields["quantity"])
    except (KeyError, ValueError):
        return None


def recounted(bootstrap, topic, window):
    """By day and symbol: the volume of each trader, and how many trades there were; and how many records of each kind."""
    volumes = defaultdict(lambda: defaultdict(Decimal))
    trades = defaultdict(int)
    kinds = defaultdict(int)
    seen = defaultdict(dict)
    for message in records(bootstrap, topic):
        found = trade(message.value())
        if found is None:
            kinds["rejected"] += 1
            continue
        day, symbol, trader, identity, quantity = found
        latest = seen[message.partition()]
        before = latest.get((identity, symbol, trader))
        latest[(identity, symbol, trader)] = message.offset()
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), timezone.utc)
        time = datetime.fromtimestamp(message.timestamp()[1] / 1000, timezone.utc)
        if before is not None and message.offset() - before <= window:
            kinds["repeated"] += 1
        elif time >= end + LATENESS:
            kinds["late"] += 1
        else:
            kinds["counted"] += 1
            volumes[day, symbol][trader] += quantity
            trades[day, symbol] += 1
    return volumes, trades, kinds


def stored(call, first_day):
    """The same as Redis has it."""
    volumes = defaultdict(dict)
    trades = defaultdict(int)
    for key in call("KEYS", "tradeboard:{*}:ledger"):
        symbol, day = key[key.index("{") + 1:key.index("}")].rsplit(":", 1)
        board = datetime.fromisoformat(day).date(), symbol
        if board[0] < first_day:
            continue
        ledger = call("HGETALL", key)
        fields = dict(zip(ledger[::2], ledger[1::2]))
        trades[board] = int(fields.get("trades", 0))
        pairs = call("ZRANGE", key.replace(":ledger", ":volumes"), "0", "-1", "WITHSCORES")
        for trader, units in zip(pairs[::2], pairs[1::2]):
            volumes[board][trader] = Decimal(units).scaleb(-int(fields["scale"]))
    return volumes, trades


def main(bootstrap, topic, port, window):
    volumes, trades, kinds = recounted(bootstrap, topic, int(window))
    first_day = datetime.now(timezone.utc).date() - timedelta(days=1)
    found_volumes, found_trades = stored(redis(int(port)), first_day)
    differences = compared = 0
    boards = {board for board in volumes.keys() | found_trades.keys() if board[0] >= first_day}
    for board in sorted(boards):
        name = f"{board[1]} on {board[0]}"
        if trades[board] != found_trades[board]:
            differences += 1
            print(f"{name}: {found_trades[board]} trades instead of {trades[board]}")
        for trader in sorted(volumes[board].keys() | found_volumes[board].keys()):
            compared += 1
            right, found = volumes[board].get(trader, 0), found_volumes[board].get(trader, 0)
            if right != found:
                differences += 1
                print(f"{name}: {trader} has {found} instead of {right}")
    total = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"recount: {total}; {len(boards)} boards, {compared} volumes, {differences} differences")
    return 1 if differences or not compared else 0


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
