-- KEYS entries, index, record. ARGV now, expires at, time to live, started at, metadata.
-- Answers 1 where created, 0 where the session exists.
local expires = redis.call('HGET', KEYS[3], 'expires')
if expires and tonumber(expires) <= tonumber(ARGV[1]) then
  redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
end
if redis.call('EXISTS', KEYS[3]) == 1 then
  return 0
end
redis.call('HSET', KEYS[3], 'started', ARGV[4], 'active', ARGV[4], 'fresh', 1,
  'entries', 0, 'in', 0, 'out', 0, 'cost', 0, 'metadata', ARGV[5])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[3], 'expires', ARGV[2])
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
end
return 1
