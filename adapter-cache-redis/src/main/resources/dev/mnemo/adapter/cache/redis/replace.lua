-- KEYS entries, index, record. ARGV now, expires at, time to live, id, position, old entry, new
-- entry ('' deletes). Compare and set: answers 1 where done, 0 where the entry is not the old one.
local expires = redis.call('HGET', KEYS[3], 'expires')
if expires and tonumber(expires) <= tonumber(ARGV[1]) then
  return 0
end
if redis.call('HGET', KEYS[2], ARGV[4]) ~= ARGV[5]
    or redis.call('LINDEX', KEYS[1], ARGV[5]) ~= ARGV[6] then
  return 0
end
redis.call('LSET', KEYS[1], ARGV[5], ARGV[7])
if ARGV[7] == '' then
  -- The id stays, so that a late retry cannot bring the entry back.
  redis.call('HSET', KEYS[2], ARGV[4], '')
  redis.call('HINCRBY', KEYS[3], 'entries', -1)
end
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[3], 'expires', ARGV[2])
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIRE', key, ARGV[3])
  end
end
return 1
