-- Adds to a number, and returns what it is then.
return redis.call('INCRBY', KEYS[1], ARGV[1])
