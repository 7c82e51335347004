-- ARGV 4 'set' then field, value … | 'unset' then field …. Answers the record, or {} for no session.
local expires, started, version = unpack(redis.call('HMGET', record, 'expires', 'started', 'v'))
if not started or is_over(expires) then
  return {}
end
if ARGV[4] == 'set' then
  redis.call('HSET', record, unpack(ARGV, 5))
else
  redis.call('HDEL', record, unpack(ARGV, 5))
end
redis.call('HSET', record, 'v', version_after(version))
touch(expires)
return redis.call('HGETALL', record)
