-- One page of an order. ARGV 1 now in hexadecimal, 2 which order, 3 'up' or 'down', 4 active since
-- ('' = ever), 5 statuses of r, a, c, f ('' = all), 6 running if active since, 7 marks from, 8 how
-- many to skip, 9 how many to show, 10 after this value ('' = from the start), 11 and session, 12
-- epoch and 13 generation of the cursor ('' = none), 14 for how long cursors live (milliseconds).
-- Answers one of
--   {'stale', {mark, score …}, {session, version of its row …}}: look at these records first
--   {'refused'}: the cursor is too old
--   {'page', total, epoch, generation, rows, 1 where the walk was cut, value, session, left to
--   skip}; rows are session, value, row …, each at the place it had when the listing began
local BATCH, STEPS = 1000, 10000
local since, statuses, cut = ARGV[4], ARGV[5], ARGV[6]
local order = ORDERS[tonumber(ARGV[2])]
local width = order.to - order.from + 1
local filtered = since ~= '' or statuses ~= ''

local pending = ARGV[7] == '' and {}
  or redis.call('ZRANGEBYSCORE', marks, ARGV[7], '+inf', 'WITHSCORES', 'LIMIT', 0, BATCH)
local due = redis.call('ZRANGEBYLEX', EXPIRES.key, '-', '[' .. ARGV[1] .. LAST, 'LIMIT', 0, BATCH)
if #pending > 0 or #due > 0 then
  local sessions, known = {}, {}
  local function add(session)
    if not known[session] then
      known[session] = true
      local row = redis.call('HGET', rows, session)
      sessions[#sessions + 1] = session
      sessions[#sessions + 1] = is_row(row) and string.sub(row, 1, 16) or ''
    end
  end
  for i = 1, #pending, 2 do
    add(string.match(pending[i], '^[^|]*|(.*)$') or '')
  end
  for _, member in ipairs(due) do
    local session = string.sub(member, 17)
    local row = redis.call('HGET', rows, session)
    if is_row(row) and value_of(EXPIRES, row) == string.sub(member, 1, 16) then
      add(session)
    else
      -- No row says so: a foreign hand put it there.
      redis.call('ZREM', EXPIRES.key, member)
    end
  end
  if #sessions > 0 then
    return {'stale', pending, sessions}
  end
end

local function matches(row)
  local active, outcome = string.sub(row, 33, 48), outcome_of(row)
  if since ~= '' and active < since then
    return false
  end
  if outcome == 'r' and active < cut then
    outcome = 'a'
  end
  return statuses == '' or string.find(statuses, outcome, 1, true) ~= nil
end

local function count(outcome, low, high)
  return redis.call('ZLEXCOUNT', BY_OUTCOME[outcome].key, low, high)
end

local function wanted(status)
  return statuses == '' or string.find(statuses, status, 1, true)
end

local from = since == '' and '-' or '[' .. since
local total = (wanted('c') and count('c', from, '+') or 0)
  + (wanted('f') and count('f', from, '+') or 0)
if wanted('r') and wanted('a') then
  total = total + count('r', from, '+')
elseif wanted('r') then
  total = total + count('r', '[' .. (since > cut and since or cut), '+')
elseif wanted('a') and (since == '' or since < cut) then
  total = total + count('r', from, '(' .. cut)
end

local value, id = ARGV[10], ARGV[11]
if value == '' then
  value = nil
end

-- The server may compare texts by the rules of a language; sessions go by their bytes.
local function is_less(one, other)
  for at = 1, math.min(#one, #other) do
    local a, b = string.byte(one, at), string.byte(other, at)
    if a ~= b then
      return a < b
    end
  end
  return #one < #other
end

local function comes_before(place, session, other, other_session)
  if place == other then
    return is_less(session, other_session)
  elseif place == NONE or other == NONE then
    return other == NONE
  end
  return (place < other) == (ARGV[3] == 'up')
end

-- What moved since the listing began stands where it stood then; what came since is left out.
local epoch, generation = ARGV[12], ARGV[13]
local changed, moved = nil, {}
if epoch ~= '' then
  local state = redis.call('HMGET', watch, 'epoch', 'floor')
  if state[1] ~= epoch or tonumber(generation) < tonumber(state[2] or 0) then
    return {'refused'}
  end
  for _, move in ipairs(redis.call('ZRANGEBYSCORE', moves, '(' .. generation, '+inf')) do
    changed = changed or {}
    local session = string.sub(move, 158)
    if changed[session] == nil then
      local before = string.sub(move, 17, 157)
      changed[session] = true
      local row = redis.call('HGET', rows, session)
      if is_row(row) then
        total = total - (matches(row) and 1 or 0)
        if string.sub(before, 1, 1) ~= '-' and matches(before) then
          total = total + 1
          local place = value_of(order, before)
          if not value or comes_before(value, id, place, session) then
            moved[#moved + 1] = {place, session, row}
          end
        end
      end
    end
  end
  table.sort(moved, function(one, other)
    return comes_before(one[1], one[2], other[1], other[2])
  end)
end
local key, limit, skip = order.key, tonumber(ARGV[9]), tonumber(ARGV[8])
local function split(member)
  if string.sub(member, 1, 1) == NONE then
    return NONE, string.sub(member, 2)
  end
  return string.sub(member, 1, width), string.sub(member, width + 1)
end

-- Without a filter, ranks tell where to start.
if skip > 0 and not filtered and not changed and not value then
  local valued = redis.call('ZLEXCOUNT', key, '-', '(' .. NONE)
  local function at(rank)
    local member = redis.call('ZRANGE', key, rank, rank)[1]
    if member then
      return split(member)
    end
  end
  if ARGV[3] == 'up' or skip >= valued then
    value, id = at(skip - 1)
    if skip == valued then
      value, id = NONE, ''
    end
  else
    value = at(valued - 1 - skip)
    local above = redis.call('ZLEXCOUNT', key, '(' .. value .. LAST, '(' .. NONE)
    id = ''
    if skip > above then
      local below = redis.call('ZLEXCOUNT', key, '-', '(' .. value)
      value, id = at(below + skip - above - 1)
    end
  end
  skip = 0
  if not value then
    return {'page', total, epoch, generation, {}, 0, '', '', 0}
  end
end

local shown, size, steps = {}, filtered and 250 or math.min(limit, 250), 0
local function is_full()
  return #shown == 3 * limit
end

local function take(place, session, row)
  value, id = place, session
  if skip > 0 then
    skip = skip - 1
  else
    shown[#shown + 1], shown[#shown + 2], shown[#shown + 3] = session, place, row
  end
end

-- Takes what moved away from before a place, or all of it.
local next_moved = 1
local function take_moved(place, session)
  while moved[next_moved] and not is_full() do
    local one = moved[next_moved]
    if place and not comes_before(one[1], one[2], place, session) then
      return
    end
    next_moved = next_moved + 1
    take(one[1], one[2], one[3])
  end
end

-- Goes on to where a value begins.
local function go_to(place)
  take_moved(place, '')
  if not is_full() then
    value, id = place, ''
  end
end

local function visit(members, first, last, step)
  local ids, values = {}, {}
  for i = first, last, step do
    values[#values + 1], ids[#ids + 1] = split(members[i])
  end
  local found = redis.call('HMGET', rows, unpack(ids))
  for i = 1, #ids do
    take_moved(values[i], ids[i])
    if is_full() then
      return
    end
    steps = steps + 1
    if is_row(found[i]) and not (changed and changed[ids[i]])
        and (not filtered or matches(found[i])) then
      take(values[i], ids[i], found[i])
    else
      value, id = values[i], ids[i]
    end
  end
end

-- There is no need to look for a page beyond the last one.
local finished = not value and skip >= total
while not finished and not is_full() and steps < STEPS do
  -- The rest of the value reached, or upwards of everything: sessions of one value go by their id.
  local low = value and '(' .. value .. id or '-'
  local high = ARGV[3] == 'down' and value and value ~= NONE and '[' .. value .. LAST or '+'
  local members = {}
  if value or ARGV[3] == 'up' then
    members = redis.call('ZRANGEBYLEX', key, low, high, 'LIMIT', 0, size)
    if #members > 0 then
      visit(members, 1, #members, 1)
    end
  end
  if #members < size and not is_full() then
    if ARGV[3] == 'up' or value == NONE then
      finished = true
    else
      members = redis.call('ZREVRANGEBYLEX', key, '(' .. (value or NONE), '-', 'LIMIT', 0, size)
      if #members == 0 then
        go_to(NONE)
      else
        -- Whole groups of one value, each by id; a group that may go on is left for the next turn.
        local start = 1
        while start <= #members do
          local group = split(members[start])
          local last = start
          while last < #members and split(members[last + 1]) == group do
            last = last + 1
          end
          if last == #members and #members == size then
            if start == 1 then
              go_to(group)
            end
            break
          end
          if not is_full() then
            visit(members, last, start, -1)
          end
          start = last + 1
        end
      end
    end
  end
end
if finished then
  take_moved()
end
local is_cut = not finished and not is_full()
-- From the first page that another follows on, moves are written down, until no page was read for
-- as long as cursors live.
if epoch ~= '' or is_cut or is_full() then
  allow_when_full()
  local state = redis.call('HMGET', watch, 'epoch', 'generation')
  if not state[1] then
    redis.call('UNLINK', moves, latest_moves)
    local time = redis.call('TIME')
    state = {time[1] .. '.' .. time[2], '0'}
    redis.call('HSET', watch, 'epoch', state[1], 'generation', 0)
  end
  if epoch == '' then
    epoch, generation = state[1], state[2]
    redis.call('HSET', watch, 'latest', generation)
  end
  redis.call('PEXPIRE', watch, ARGV[14])
  redis.call('PEXPIRE', moves, ARGV[14] + MOVES_STAY)
  redis.call('PEXPIRE', latest_moves, ARGV[14] + MOVES_STAY)
end
return {'page', total, epoch, generation, shown, is_cut and 1 or 0, value or '', id or '', skip}
