-- Moves volumes and mark of one board in one atomic step, if the board holds the mark that the batch starts from.
-- A script error is not rolled back, so whatever can fail is checked before the first write.
--
-- KEYS  volumes, ledger
-- ARGV  mark field, previous mark, next mark, expiry in ms, scale, zone, rules or nothing, shards, trades, last
--       trade in ms, sum of the deltas, then delta and trader, repeated
-- returns {MARK, the mark that the board now holds} | {CLOSED} | {REFUSED, reason}

local volumes, ledger = KEYS[1], KEYS[2]
local CAP = 9007199254740991 -- 2^53 - 1: up to here a double is exact
local TOTAL_CAP = '4611686018427387903' -- 2^62 - 1, compared as text: two of them fit into 64 bits

-- What HINCRBY takes: it refuses leading zeros.
local function isCount(text)
  return text == '0' or text:match('^[1-9]%d*$')
end

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

local held = redis.call('HMGET', ledger, ARGV[1], 'scale', 'zone', 'volume', 'lastTradeAt', 'trades', 'rules', 'shards')
-- Before the mark: in another number of shards a mark speaks of other traders.
if held[2] and (held[8] or '1') ~= ARGV[8] then
  return {'REFUSED', 'it was made with ' .. (held[8] or '1') .. ' shards, not ' .. ARGV[8] .. '; rebuild the board'}
end
local stored = held[1] or '0'
if stored ~= ARGV[2] then
  return {'MARK', stored}
end
if held[2] and held[2] ~= ARGV[5] then
  return {'REFUSED', 'it was made with scale ' .. held[2] .. ', not ' .. ARGV[5]}
end
if held[3] and held[3] ~= ARGV[6] then
  return {'REFUSED', 'it was made for zone ' .. held[3] .. ', not ' .. ARGV[6]}
end
if ARGV[7] ~= '' and held[7] and held[7] ~= ARGV[7] then
  return {'REFUSED', 'it was counted with ' .. held[7] .. ', not ' .. ARGV[7]
    .. '; use those settings, or rebuild it'}
end
local volume, last, trades = held[4] or '0', held[5] or ARGV[10], held[6] or '0'
if not isCount(volume) or #volume > #TOTAL_CAP or (#volume == #TOTAL_CAP and volume > TOTAL_CAP) then
  return {'REFUSED', 'the field volume of its ledger is not a volume'}
end
if not last:match('^-?%d+$') or #last > 18 then
  return {'REFUSED', 'the field lastTradeAt of its ledger is not a time'}
end
if not isCount(trades) or #trades > 18 then
  return {'REFUSED', 'the field trades of its ledger is not a count'}
end
if tonumber(last) < tonumber(ARGV[10]) then
  last = ARGV[10]
end

-- No volume can exceed the board's total: only where that may pass the cap is each one looked at.
local capped = tonumber(volume) + tonumber(ARGV[11]) > CAP

-- A user may lack the right to a command: each that writes is tried with what changes no count before one that does.
redis.call('HSET', ledger, 'scale', ARGV[5], 'zone', ARGV[6])
if ARGV[7] ~= '' then
  redis.call('HSET', ledger, 'rules', ARGV[7])
end
if ARGV[8] ~= '1' then
  redis.call('HSET', ledger, 'shards', ARGV[8])
end
redis.call('HINCRBY', ledger, 'trades', 0)
redis.call('PEXPIREAT', ledger, ARGV[4])
if capped then
  redis.call('ZADD', volumes, 'XX', 0, '')
end

for i = 12, #ARGV, 2 do
  local delta, trader = ARGV[i], ARGV[i + 1]
  if capped and tonumber(redis.call('ZSCORE', volumes, trader) or '0') + tonumber(delta) > CAP then
    redis.call('ZADD', volumes, CAP, trader)
  else
    redis.call('ZINCRBY', volumes, delta, trader)
  end
end
redis.call('HINCRBY', ledger, 'trades', ARGV[9])
redis.call('HINCRBY', ledger, 'volume', ARGV[11])
redis.call('HSET', ledger, ARGV[1], ARGV[3], 'lastTradeAt', last)
if capped then
  local total = redis.call('HMGET', ledger, 'volume')[1]
  if #total > #TOTAL_CAP or (#total == #TOTAL_CAP and total > TOTAL_CAP) then
    redis.call('HSET', ledger, 'volume', TOTAL_CAP)
  end
end
redis.call('PEXPIREAT', volumes, ARGV[4])
return {'MARK', ARGV[3]}
