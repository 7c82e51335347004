-- KEYS entries, index, record. ARGV now, expires at, time to live, then 'set' field value … or
-- 'unset' field …. Answers the record, or {} where there is no session.
local expires = redis.call('HGET', KEYS[3], 'expires')
if redis.call('EXISTS', KEYS[3]) == 0
    or (expires and tonumber(expires) <= tonumber(ARGV[1])) then
  return {}
end
if ARGV[4] == 'set' then
  redis.call('HSET', KEYS[3], unpack(ARGV, 5))
else
  redis.call('HDEL', KEYS[3], unpack(ARGV, 5))
end
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[3], 'expires', ARGV[2])
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIRE', key, ARGV[3])
  end
end
return redis.call('HGETALL', KEYS[3])
