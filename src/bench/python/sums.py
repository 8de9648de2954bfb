"""Sums a file of trades with a library for data, exactly, and prints the sums as commands for redis-cli --pipe.

    sums.py duckdb|duckdb-distinct|polars FILE KEY SYMBOL:SCALE,...

A score is in units of the symbol's last decimal. duckdb-distinct also counts the distinct ids of each sum, and fails
where one comes twice: that is what it takes to know duplicates.
"""

import sys
from decimal import Decimal

DUCKDB = """
select symbol, traderId, sum(quantity) {distinct}
from read_json(?, format = 'newline_delimited', columns = {{
  {id} traderId: 'VARCHAR', symbol: 'VARCHAR', quantity: 'DECIMAL(18, 8)'}})
group by all
"""


def duckdb(file, distinct=False):
    import duckdb

    query = DUCKDB.format(
        distinct=", count(distinct id) = count(*)" if distinct else "", id="id: 'VARCHAR'," if distinct else ""
    )
    rows = duckdb.execute(query, [file]).fetchall()
    if distinct and not all(row[3] for row in rows):
        sys.exit("an id comes twice")
    return [row[:3] for row in rows]


def polars(file):
    import polars

    fields = {"traderId": polars.String, "symbol": polars.String, "quantity": polars.String}
    return (
        polars.scan_ndjson(file, schema=fields)
        .group_by("symbol", "traderId")
        .agg(polars.col("quantity").cast(polars.Decimal(38, 8)).sum())
        .collect()
        .rows()
    )


def main(way, file, key, symbols):
    scales = dict(each.split(":") for each in symbols.split(","))
    rows = polars(file) if way == "polars" else duckdb(file, distinct=way == "duckdb-distinct")
    commands = []
    for symbol, trader, total in rows:
        units = Decimal(total).scaleb(int(scales[symbol]))
        commands.append(f'ZADD {key}{symbol} {units:.0f} "{trader}"\r\n')
    sys.stdout.write("".join(commands))


main(*sys.argv[1:])
