-- Brings rows up to date. ARGV for how long deletions are remembered (microseconds), how many moves
-- are; then six for each publication: session, kind, version, row, mark, its score. Kinds:
--   row      the record as it was read; older than the row there it changes nothing
--   absent   there is no record; takes the row away if it still is of that version
--   deleted  by a deletion of that version; takes away what is older, and remembers
--   damaged  the record cannot be read; listed no more until it can, yet known for deletion
--   mark     nothing but the mark
-- A mark goes only if what it stood for is settled and nobody renewed it.
local now = server_now()
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

for at = 3, #ARGV, 6 do
  local session, kind, version, row = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local stored = kind ~= 'mark' and redis.call('HGET', rows, session)
  local old = is_row(stored) and stored or nil
  local tomb = stored and string.sub(stored, 1, 1) == 'D' and string.sub(stored, 2)
  local settled = true
  if kind == 'row' then
    if tomb and version <= tomb then
      settled = false
    elseif not old or string.sub(old, 1, 16) < version then
      put(session, old, row)
      redis.call('HSET', rows, session, row)
      if tomb then
        redis.call('ZREM', gone, session)
      end
    end
  elseif kind == 'absent' then
    if old and string.sub(old, 1, 16) ~= version then
      settled = false
    elseif old or stored and not tomb then
      put(session, old, nil)
      redis.call('HDEL', rows, session)
    end
  elseif kind == 'deleted' then
    if (not old or string.sub(old, 1, 16) <= version) and (not tomb or tomb < version) then
      put(session, old, nil)
      redis.call('HSET', rows, session, 'D' .. version)
      redis.call('ZADD', gone, string.format('%.0f', now), session)
    end
  elseif kind == 'damaged' then
    if not old or string.sub(old, 1, 16) == version then
      put(session, old, nil)
      redis.call('HSET', rows, session, 'X' .. version)
    else
      settled = false
    end
  end
  if settled and ARGV[at + 4] ~= '' then
    local score = redis.call('ZSCORE', marks, ARGV[at + 4])
    if score and tonumber(score) == tonumber(ARGV[at + 5]) then
      redis.call('ZREM', marks, ARGV[at + 4])
    end
  end
end

local before = string.format('%.0f', now - tonumber(ARGV[1]))
local forgotten = redis.call('ZRANGEBYSCORE', gone, '-inf', before, 'LIMIT', 0, 100)
for _, session in ipairs(forgotten) do
  local stored = redis.call('HGET', rows, session)
  if stored and string.sub(stored, 1, 1) == 'D' then
    redis.call('HDEL', rows, session)
  end
  redis.call('ZREM', gone, session)
end
return 1
