-- KEYS entries, index, record. ARGV now, expires at ('' = never), time to live in ms ('' = none),
-- id, entry, time, reopen (0/1), tokens in, tokens out, cost, cost unknown (0/1), estimated (0/1).
-- Times are microseconds since the epoch. Answers {'deleted'} | {'ended', outcome} |
-- {'known' or 'added', position, entry}.
local entries, index, record = KEYS[1], KEYS[2], KEYS[3]
local expires = redis.call('HGET', record, 'expires')
if expires and tonumber(expires) <= tonumber(ARGV[1]) then
  redis.call('UNLINK', entries, index, record)
end
local position = redis.call('HGET', index, ARGV[4])
if position == '' then
  return {'deleted'}
elseif position then
  return {'known', position, redis.call('LINDEX', entries, position)}
end
local outcome = redis.call('HGET', record, 'outcome')
if outcome then
  if ARGV[7] == '0' then
    return {'ended', outcome}
  end
  redis.call('HDEL', record, 'outcome', 'ended')
end
position = redis.call('RPUSH', entries, ARGV[5]) - 1
redis.call('HSET', index, ARGV[4], position)
local started = redis.call('HGET', record, 'started')
if not started or tonumber(ARGV[6]) < tonumber(started) then
  redis.call('HSET', record, 'started', ARGV[6])
end
local active = redis.call('HGET', record, 'active')
if redis.call('HDEL', record, 'fresh') == 1 then
  active = false -- created without entries: the first one tells the last activity
end
if not active or tonumber(ARGV[6]) > tonumber(active) then
  redis.call('HSET', record, 'active', ARGV[6])
end
redis.call('HINCRBY', record, 'entries', 1)
redis.call('HINCRBY', record, 'in', ARGV[8])
redis.call('HINCRBY', record, 'out', ARGV[9])
redis.call('HINCRBY', record, 'cost', ARGV[10])
if ARGV[11] == '1' then
  redis.call('HSET', record, 'unpriced', 1)
end
if ARGV[12] == '1' then
  redis.call('HSET', record, 'estimated', 1)
end
if ARGV[3] ~= '' then
  redis.call('HSET', record, 'expires', ARGV[2])
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIRE', key, ARGV[3])
  end
end
return {'added', position, ARGV[5]}
