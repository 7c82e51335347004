-- ARGV 4 started at, metadata. Answers the record, or {} where the session exists.
local expires, started = unpack(redis.call('HMGET', record, 'expires', 'started'))
if is_over(expires) then
  redis.call('UNLINK', entries, index, record)
elseif started then
  return {}
end
redis.call('HSET', record, 'started', ARGV[4], 'active', ARGV[4], 'fresh', 1, 'entries', 0,
  'metadata', ARGV[5], 'v', version_after(false))
touch(false)
return redis.call('HGETALL', record)
