-- Moves volumes and mark of one board in one atomic step, if the board holds the mark that the batch starts from.
-- A script error is not rolled back, so whatever can fail is checked before the first write.
--
-- KEYS  volumes, ledger
-- ARGV  mark field, previous mark, next mark, expiry in ms, scale, zone, trades, last trade in ms, sum of the deltas,
--       then delta and trader, repeated
-- returns {APPLIED} | {CLOSED} | {MOVED, stored mark} | {REFUSED, reason}

local volumes, ledger = KEYS[1], KEYS[2]
local LARGEST = 9007199254740991 -- 2^53 - 1: up to here a double is exact

local volumesType = redis.call('TYPE', volumes).ok
local ledgerType = redis.call('TYPE', ledger).ok
if volumesType ~= 'zset' and volumesType ~= 'none' then
  return {'REFUSED', volumes .. ' is a ' .. volumesType .. ', not a sorted set'}
end
if ledgerType ~= 'hash' and ledgerType ~= 'none' then
  return {'REFUSED', ledger .. ' is a ' .. ledgerType .. ', not a hash'}
end

-- Half a board is no board.
if (volumesType == 'none') ~= (ledgerType == 'none') then
  redis.call('DEL', volumes, ledger)
end

local time = redis.call('TIME')
if time[1] * 1000 + math.floor(time[2] / 1000) >= tonumber(ARGV[4]) then
  return {'CLOSED'}
end

local held = redis.call('HMGET', ledger, ARGV[1], 'scale', 'zone', 'volume', 'lastTradeAt')
local stored = held[1] or '0'
if stored ~= ARGV[2] then
  return {'MOVED', stored}
end
if held[2] and held[2] ~= ARGV[5] then
  return {'REFUSED', 'it was made with scale ' .. held[2] .. ', not ' .. ARGV[5]}
end
if held[3] and held[3] ~= ARGV[6] then
  return {'REFUSED', 'it was made for zone ' .. held[3] .. ', not ' .. ARGV[6]}
end

-- No volume can exceed the board's total: only where that may pass the limit is each one looked at.
local total = tonumber(held[4] or '0') + tonumber(ARGV[9])
if total > LARGEST then
  if total >= 2 ^ 62 then
    return {'REFUSED', 'its total volume would pass 2^62 units'}
  end
  for i = 10, #ARGV, 2 do
    local volume = tonumber(redis.call('ZSCORE', volumes, ARGV[i + 1]) or '0')
    if volume + tonumber(ARGV[i]) > LARGEST then
      return {'REFUSED', 'a volume would pass 2^53 - 1 units'}
    end
  end
end

local last = held[5]
if not last or tonumber(last) < tonumber(ARGV[8]) then
  last = ARGV[8]
end

-- A user may lack the right to a command: each that writes is tried with what changes no count before one that does.
redis.call('HSET', ledger, 'scale', ARGV[5], 'zone', ARGV[6])
redis.call('HINCRBY', ledger, 'trades', 0)
redis.call('PEXPIREAT', ledger, ARGV[4])

for i = 10, #ARGV, 2 do
  redis.call('ZINCRBY', volumes, ARGV[i], ARGV[i + 1])
end
redis.call('HINCRBY', ledger, 'trades', ARGV[7])
redis.call('HINCRBY', ledger, 'volume', ARGV[9])
redis.call('HSET', ledger, ARGV[1], ARGV[3], 'lastTradeAt', last)
redis.call('PEXPIREAT', volumes, ARGV[4])
return {'APPLIED'}
