-- KEYS entries, index, record. ARGV now, 'last' | 'before' | 'after', position, limit.
-- Answers position, entry, position, entry … in the order met: backwards but for 'after'.
-- 'before' starts below the position, 'after' at it; deleted entries are stepped over.
local expires = redis.call('HGET', KEYS[3], 'expires')
if expires and tonumber(expires) <= tonumber(ARGV[1]) then
  return {}
end
local length = redis.call('LLEN', KEYS[1])
local limit = tonumber(ARGV[4])
local found = {}
if ARGV[2] == 'after' then
  local from = tonumber(ARGV[3])
  while from < length and #found < 2 * limit do
    local to = math.min(length, from + limit - #found / 2) - 1
    for i, entry in ipairs(redis.call('LRANGE', KEYS[1], from, to)) do
      if entry ~= '' then
        found[#found + 1] = from + i - 1
        found[#found + 1] = entry
      end
    end
    from = to + 1
  end
else
  local to = length - 1
  if ARGV[2] == 'before' then
    to = math.min(to, tonumber(ARGV[3]) - 1)
  end
  while to >= 0 and #found < 2 * limit do
    local from = math.max(0, to - (limit - #found / 2) + 1)
    local page = redis.call('LRANGE', KEYS[1], from, to)
    for i = #page, 1, -1 do
      if page[i] ~= '' then
        found[#found + 1] = from + i - 1
        found[#found + 1] = page[i]
      end
    end
    to = from - 1
  end
end
return found
