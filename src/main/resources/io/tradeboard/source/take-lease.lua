-- Takes the lease of the stream, or renews it, for one writer: if nobody else holds it, and if the consumer name was last
-- used by the writer that the caller expects. Both are compared and set in one atomic step, by the clock of Redis.
--
-- KEYS  lease
-- ARGV  writer, consumer, writer expected to have used that name last ('' for none), ms that the lease lasts,
--       reader known to be dead ('' for none), then fields and values that describe this reader, repeated
-- returns {'TAKEN'} | {'HELD'} | {'SWAPPED'}

local lease = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = 'consumer:' .. ARGV[2]

local held = redis.call('HMGET', lease, 'reader', 'until', last)
local reader = held[1]
if reader and reader ~= ARGV[1] and reader ~= ARGV[5] and tonumber(held[2] or '0') > now then
  return {'HELD'}
end
if held[3] and held[3] ~= ARGV[3] and held[3] ~= ARGV[1] then
  return {'SWAPPED'}
end

-- A full Redis refuses a script whose first write needs memory, and only that: the reader of a stream that has filled it
-- must be let in. So the first write is one that needs none.
redis.call('HDEL', lease, 'until')
redis.call('HSET', lease, 'reader', ARGV[1], 'consumer', ARGV[2], 'until', now + ARGV[4], last, ARGV[1])
for i = 6, #ARGV, 2 do
  redis.call('HSET', lease, ARGV[i], ARGV[i + 1])
end
return {'TAKEN'}
