-- ARGV 4 id, how the text of every entry starts, how this entry's does. Answers {'absent'} |
-- {'done'} | {'damaged', position, entry} where the place holds another entry.
local had_expires, version = unpack(redis.call('HMGET', record, 'expires', 'v'))
if is_over(had_expires) then
  return {'absent'}
end
local position, text = locate(ARGV[4])
if not position or position == '' then
  return {'absent'}
end
if text and starts_with(text, ARGV[5]) and not starts_with(text, ARGV[6]) then
  return {'damaged', position, text}
end
allow_when_full()
if text then
  redis.call('LSET', entries, near(position), '')
end
-- The id stays, so that a late retry cannot bring the entry back.
redis.call('HSET', index, ARGV[4], '')
if text and text ~= '' then
  redis.call('HINCRBY', record, 'entries', -1)
end
redis.call('HSET', record, 'v', version_after(version))
touch(had_expires)
return {'done'}
