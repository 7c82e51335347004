-- Brings rows up to date. ARGV for how long deletions are remembered (milliseconds), how many moves
-- are, now in hexadecimal; then seven for each publication: session, kind, version, version of the
-- row when the record was read ('' = none or not known), row, mark, its score. Kinds:
--   row      the record as it was read; takes the place of an older row, and of the very row that
--            was there before it was read, even if a lost write had made that newer
--   absent   there is no record; takes the row away if it still is the one that was there
--   deleted  by a deletion of that version; takes away what is older, and remembers
--   damaged  the record cannot be read; listed no more until it can, yet known for deletion
--   foreign  no session can be called so: takes away all that the index has of it
-- A mark goes only if what it stood for is settled and nobody renewed it.
local now = server_now()
allow_when_full()
local epoch, latest = unpack(redis.call('HMGET', watch, 'epoch', 'latest'))

-- A session's move is written down once after the latest listing began: whoever listed before
-- knows from it, or from an earlier one, where the session was.
local function remember_move(session, old)
  local last = epoch and redis.call('HGET', latest_moves, session)
  if not epoch or last and tonumber(last) > tonumber(latest or 0) then
    return
  end
  local generation = redis.call('HINCRBY', watch, 'generation', 1)
  local place = old and string.sub(old, 1, 141) or string.rep('-', 141)
  redis.call('ZADD', moves, generation, string.format('%016d', generation) .. place .. session)
  redis.call('HSET', latest_moves, session, generation)
  local extra = redis.call('ZCARD', moves) - tonumber(ARGV[2])
  if extra > 0 then
    for _, move in ipairs(redis.call('ZRANGE', moves, 0, extra - 1)) do
      local forgotten, floor = string.sub(move, 158), tonumber(string.sub(move, 1, 16))
      if tonumber(redis.call('HGET', latest_moves, forgotten)) == floor then
        redis.call('HDEL', latest_moves, forgotten)
      end
      redis.call('HSET', watch, 'floor', floor)
    end
    redis.call('ZREMRANGEBYRANK', moves, 0, extra - 1)
  end
  local left = redis.call('PTTL', watch) + MOVES_STAY
  redis.call('PEXPIRE', moves, left)
  redis.call('PEXPIRE', latest_moves, left)
end

local function put(session, old, new)
  for _, order in ipairs(ORDERS) do
    local before = old and value_of(order, old)
    local after = new and value_of(order, new)
    if before ~= after then
      if before then
        redis.call('ZREM', order.key, before .. session)
      end
      if after then
        redis.call('ZADD', order.key, 0, after .. session)
      end
    end
  end
  if new and (not old or string.sub(old, 17, 124) ~= string.sub(new, 17, 124)
      or outcome_of(old) ~= outcome_of(new)) then
    remember_move(session, old)
  end
end

-- Deletions are remembered by their versions, which are times, for as long as a late row may come.
local function deletion_of(session)
  local version = redis.call('ZSCORE', gone, session)
  return version and string.format('8%015x', tonumber(version))
end

local function remember_deletion(session, version)
  redis.call('ZADD', gone, tonumber(string.sub(version, 2), 16), session)
  redis.call('PEXPIRE', gone, ARGV[1])
end

for at = 4, #ARGV, 7 do
  local session, kind, version, known, row = unpack(ARGV, at, at + 4)
  local mark, score = ARGV[at + 5], ARGV[at + 6]
  local stored = redis.call('HGET', rows, session)
  local old = is_row(stored) and stored or nil
  local old_version = old and string.sub(old, 1, 16)
  local settled = true
  if kind == 'row' then
    local deletion = deletion_of(session)
    if deletion and version <= deletion then
      settled = false
    elseif not old or old_version < version or old_version == known and old ~= row then
      put(session, old, row)
      redis.call('HSET', rows, session, row)
      redis.call('ZREM', gone, session)
    end
  elseif kind == 'absent' then
    if old and old_version ~= known then
      settled = false
    elseif stored then
      put(session, old, nil)
      redis.call('HDEL', rows, session)
    end
  elseif kind == 'deleted' then
    local deletion = deletion_of(session)
    if (not old or old_version <= version) and (not deletion or deletion < version) then
      put(session, old, nil)
      redis.call('HDEL', rows, session)
      remember_deletion(session, version)
    end
  elseif kind == 'damaged' then
    if not old or old_version == known then
      put(session, old, nil)
      redis.call('HSET', rows, session, 'X')
    else
      settled = false
    end
  elseif kind == 'foreign' then
    put(session, old, nil)
    redis.call('HDEL', rows, session)
    redis.call('ZREM', marks, mark)
  end
  if settled and mark ~= '' then
    local renewed = redis.call('ZSCORE', marks, mark)
    if renewed and tonumber(renewed) == tonumber(score) then
      redis.call('ZREM', marks, mark)
    end
  end
end
redis.call('ZREMRANGEBYSCORE', gone, '-inf', string.format('%.0f', now - ARGV[1] * 1000))

-- Where every session ends, so does the index, some time after the last of them: its user may never
-- come back to list it.
local STAY, LONGEST = 3600000, 2 ^ 50
local last = redis.call('HLEN', rows) == redis.call('ZCARD', EXPIRES.key)
  and redis.call('ZREVRANGEBYLEX', EXPIRES.key, '+', '-', 'LIMIT', 0, 1)[1]
local left = last and (tonumber(string.sub(last, 1, 16), 16) - tonumber(ARGV[3], 16)) / 1000 + STAY
if left or redis.call('PTTL', rows) >= 0 then
  local function set_end(key)
    if left then
      local bounded = math.min(math.max(left, STAY), LONGEST)
      redis.call('PEXPIRE', key, string.format('%.0f', bounded))
    else
      redis.call('PERSIST', key)
    end
  end
  set_end(rows)
  for _, order in ipairs(ORDERS) do
    set_end(order.key)
  end
end
return 1
