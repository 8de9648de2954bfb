# Runs a server for as long as the process that holds the other end of standard input lives, however that one ends:
# then the server is stopped and the scratch directory removed. The lines above set `scratch` and `server`.
# The server gets a session of its own, so that Ctrl-C in the terminal does not reach it.

trap '' INT HUP QUIT
exec 3<&0

# The server's file was written by a process of many threads: one that was forked meanwhile may have it open for a moment,
# and then it cannot be executed. Nobody else has a copy open.
own=$scratch/run/${server##*/}
mkdir "$scratch/run" && cp "$server" "$own" && server=$own

if command -v setsid >/dev/null 2>&1; then
  setsid "$server" "$@" </dev/null 3<&- &
else
  "$server" "$@" </dev/null 3<&- &
fi
pid=$!

stop() {
  kill -TERM "$pid"
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
    kill -0 "$pid" || return 0
    sleep 0.1
  done
  kill -KILL "$pid"
}

trap 'stop >/dev/null 2>&1 3<&- &' TERM
(
  trap - TERM
  while read -r _ <&3; do :; done
  stop
) >/dev/null 2>&1 &
watcher=$!

status=0
while kill -0 "$pid" 2>/dev/null; do
  wait "$pid"
  status=$?
done
kill "$watcher" 2>/dev/null
rm -rf "$scratch"
exit "$status"
