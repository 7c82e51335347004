-- KEYS entries, index, record. ARGV now, 'last' | 'before' | 'after', position, limit. Answers where
-- to go on ('' = done), then position, entry, position, entry … in the order met: backwards but for
-- 'after'. 'before' starts below the position, 'after' at it. Deleted entries are stepped over, a
-- bounded number a call.
local STEPS = 20000
local entries = KEYS[1]
local expires = redis.call('HGET', KEYS[3], 'expires')
expires = expires and tonumber(expires)
if expires and expires <= tonumber(ARGV[1]) then
  return {''}
end
local length = redis.call('LLEN', entries)
local limit = tonumber(ARGV[4])
local found, count, seen = {''}, 0, 0
local forward = ARGV[2] == 'after'
local at = length
if ARGV[2] ~= 'last' then
  at = math.min(length, tonumber(ARGV[3]))
end
while count < limit and (forward and at < length or not forward and at > 0) do
  if seen >= STEPS then
    found[1] = at
    break
  end
  local size = limit - count
  if seen > 0 then
    size = math.min(math.max(size, 100), 1000)
  end
  local from = forward and at or math.max(0, at - size)
  local to = forward and math.min(length, at + size) - 1 or at - 1
  -- The server walks from the end that the sign names.
  local back = from * 2 > length and length or 0
  local page = redis.call('LRANGE', entries, from - back, to - back)
  for i = 1, #page do
    local entry = forward and i or #page - i + 1
    if page[entry] ~= '' and count < limit then
      found[#found + 1] = from + entry - 1
      found[#found + 1] = page[entry]
      count = count + 1
    end
  end
  seen = seen + #page
  at = forward and to + 1 or from
end
return found
