-- KEYS entries, index, record. ARGV now. Answers how many entries went, or -1 for no session.
local entries = redis.call('HGET', KEYS[3], 'entries')
local expires = redis.call('HGET', KEYS[3], 'expires')
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
if not entries or (expires and tonumber(expires) <= tonumber(ARGV[1])) then
  return -1
end
return tonumber(entries)
