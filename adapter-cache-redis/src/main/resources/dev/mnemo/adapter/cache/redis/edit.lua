-- ARGV 4 id, how the entry's text starts, 'answer' | 'feedback', the new value as JSON ('' takes the
-- feedback away). Answers {} | {'damaged' or 'done', position, entry}. The text is cut and joined
-- rather than decoded: the server's JSON library would turn [] into {}. Quotes within JSON strings
-- are escaped, so that the marks looked for can only be the entry's own fields.
local had_expires, version = unpack(redis.call('HMGET', record, 'expires', 'v'))
if is_over(had_expires) then
  return {}
end
local position, text = locate(ARGV[4])
if not position or position == '' then
  return {}
end
if not text or not starts_with(text, ARGV[5]) or string.sub(text, -1) ~= '}' then
  return {'damaged', position, text or ''}
end
local changed
if ARGV[6] == 'answer' then
  local _, open = string.find(text, ',"answer":"', 1, true)
  local at = open and open + 1
  while at do
    at = string.find(text, '["\\]', at)
    if not at then
      return {'damaged', position, text}
    end
    if string.sub(text, at, at) == '"' then
      break
    end
    at = at + 2
  end
  if not at then
    return {'damaged', position, text}
  end
  changed = string.sub(text, 1, open - 1) .. ARGV[7] .. string.sub(text, at + 1)
else
  local feedback = string.find(text, ',"feedback":{', 1, true)
  changed = feedback and string.sub(text, 1, feedback - 1) or string.sub(text, 1, -2)
  if ARGV[7] ~= '' then
    changed = changed .. ',"feedback":' .. ARGV[7]
  end
  changed = changed .. '}'
end
redis.call('LSET', entries, near(position), changed)
if ARGV[3] ~= '' or had_expires then
  redis.call('HSET', record, 'v', version_after(version))
  touch(had_expires)
end
return {'done', position, changed}
