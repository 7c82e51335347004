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

-- Before Redis 7 a range is reached from the list's start, wherever it is, and a single entry from
-- the end that the sign names: the last ones of a long list are fetched one by one.
local LONG, LAST = 500, 50
local function between(from, to)
  if length < LONG or length - from > LAST then
    return redis.call('LRANGE', entries, from, to)
  end
  local page = {}
  for at = from, to do
    page[#page + 1] = redis.call('LINDEX', entries, at - length)
  end
  return page
end

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
  local page = between(from, to)
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
