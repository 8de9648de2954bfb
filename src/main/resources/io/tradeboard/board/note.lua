-- Notes something about a writer in the ledger, if the board holds the mark that the writer put there last.
--
-- KEYS  ledger
-- ARGV  mark field, mark, field, value
-- returns 1 where it is noted, 0 where the board holds another mark

if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
return 1
