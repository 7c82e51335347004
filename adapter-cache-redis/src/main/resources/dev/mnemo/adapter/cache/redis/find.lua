-- KEYS entries, index, record. ARGV now, id. Answers {} | {position, entry}.
local expires = redis.call('HGET', KEYS[3], 'expires')
if expires and tonumber(expires) <= tonumber(ARGV[1]) then
  return {}
end
local position = redis.call('HGET', KEYS[2], ARGV[2])
if not position or position == '' then
  return {}
end
return {position, redis.call('LINDEX', KEYS[1], position)}
