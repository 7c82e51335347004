-- Goes before every script on a session. KEYS entries, index, record. ARGV now, then for writing
-- scripts: expires at ('' = never), time to live in ms. Times are microseconds since the epoch.
local entries, index, record = KEYS[1], KEYS[2], KEYS[3]

local function is_over(expires)
  local at = expires and tonumber(expires)
  return at ~= nil and at ~= false and at <= tonumber(ARGV[1])
end

-- Versions grow with every write, also from one life of a session to the next.
local function version_after(version)
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local last = tonumber(version or '') or 0
  return string.format('%.0f', math.max(now, last + 1))
end

-- Every write renews all keys alike, or takes an expiry away that is configured no more.
local function touch(had_expires)
  if ARGV[3] ~= '' then
    redis.call('HSET', record, 'expires', ARGV[2])
    for _, key in ipairs(KEYS) do
      redis.call('PEXPIRE', key, ARGV[3])
    end
  elseif had_expires then
    redis.call('HDEL', record, 'expires')
    for _, key in ipairs(KEYS) do
      redis.call('PERSIST', key)
    end
  end
end

-- A full server refuses what may take memory, but not in the middle of a script: behind this write,
-- which changes nothing, what frees memory may note that down.
local function allow_when_full()
  redis.call('HDEL', record, '')
end

local function damaged(what)
  return redis.error_reply('DAMAGED ' .. what)
end

-- A position as the list finds it soonest: the server walks from the end that the sign names.
local function near(position)
  local length, from_start = redis.call('LLEN', entries), tonumber(position)
  return from_start < length and from_start * 2 > length and from_start - length or position
end

-- Where the entry of an id is: position and text; text false where the list has no such place.
local function locate(id)
  local position = redis.call('HGET', index, id)
  if not position or position == '' then
    return position, false
  end
  if not string.match(position, '^%d+$') then
    return position, false
  end
  return position, redis.call('LINDEX', entries, near(position))
end

local function starts_with(text, prefix)
  return string.sub(text, 1, #prefix) == prefix
end
