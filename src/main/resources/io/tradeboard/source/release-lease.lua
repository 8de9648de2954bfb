-- Ends the lease of the stream, if this writer holds it. Who read last under which name stays known.
--
-- KEYS  lease
-- ARGV  writer, then the fields that describe a reader
-- returns 1 where it was held, else 0

if redis.call('HGET', KEYS[1], 'reader') ~= ARGV[1] then
  return 0
end
redis.call('HDEL', KEYS[1], 'reader', 'until', 'consumer', unpack(ARGV, 2))
return 1
