-- One page of an order. ARGV 1 now in hexadecimal, 2 which order, 3 'up' or 'down', 4 active since
-- ('' = ever), 5 statuses of r, a, c, f ('' = all), 6 running if active since, 7 marks from, 8 how
-- many to skip, 9 how many to show, 10 after this value ('' = from the start), 11 and session, 12
-- epoch and 13 generation of the cursor ('' = none), 14 for how long cursors live (microseconds).
-- Answers one of
--   {'stale', {mark, score …}, {session, version of its row …}}: look at these records first
--   {'refused'}: the cursor is too old
--   {'page', total, epoch, generation, rows, moved, 1 where the walk was cut, value, session, left
--   to skip}; rows are session, value, row …; moved likewise, each at the place it had
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
    add(string.match(pending[i], '^[^|]*|(.*)$'))
  end
  for _, member in ipairs(due) do
    add(string.sub(member, 17))
  end
  return {'stale', pending, sessions}
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

-- What moved since the listing began stands where it stood then; what came since is left out.
local epoch, generation = ARGV[12], ARGV[13]
local changed, moved = nil, {}
if epoch ~= '' then
  local state = redis.call('HMGET', watch, 'epoch', 'floor', 'generation', 'until')
  if state[1] ~= epoch or tonumber(state[4] or 0) <= server_now()
      or tonumber(generation) < tonumber(state[2] or 0) then
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
          moved[#moved + 1] = session
          moved[#moved + 1] = value_of(order, before)
          moved[#moved + 1] = row
        end
      end
    end
  end
end
local key, limit, skip = order.key, tonumber(ARGV[9]), tonumber(ARGV[8])
local value, id = ARGV[10], ARGV[11]
if value == '' then
  value = nil
end
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
    return {'page', total, epoch, generation, {}, {}, 0, '', '', 0}
  end
end

local shown, size, steps = {}, filtered and 250 or math.min(limit, 250), 0
local function visit(members, first, last, step)
  local ids, values = {}, {}
  for i = first, last, step do
    values[#values + 1], ids[#ids + 1] = split(members[i])
  end
  local found = redis.call('HMGET', rows, unpack(ids))
  for i = 1, #ids do
    if #shown == 3 * limit then
      return
    end
    value, id, steps = values[i], ids[i], steps + 1
    if is_row(found[i]) and not (changed and changed[id]) and (not filtered or matches(found[i]))
    then
      if skip > 0 then
        skip = skip - 1
      else
        shown[#shown + 1], shown[#shown + 2], shown[#shown + 3] = id, value, found[i]
      end
    end
  end
end

-- There is no need to look for a page beyond the last one.
local finished = not value and skip >= total
while not finished and #shown < 3 * limit and steps < STEPS do
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
  if #members < size and #shown < 3 * limit then
    if ARGV[3] == 'up' or value == NONE then
      finished = true
    else
      members = redis.call('ZREVRANGEBYLEX', key, '(' .. (value or NONE), '-', 'LIMIT', 0, size)
      if #members == 0 then
        value, id = NONE, ''
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
              value, id = group, ''
            end
            break
          end
          if #shown < 3 * limit then
            visit(members, last, start, -1)
          end
          start = last + 1
        end
      end
    end
  end
end
local is_cut = not finished and #shown < 3 * limit
-- From the first page that another follows on, moves are written down.
if epoch ~= '' or is_cut or #shown == 3 * limit then
  local state = redis.call('HMGET', watch, 'epoch', 'generation', 'until')
  if not state[1] or tonumber(state[3]) <= server_now() then
    redis.call('UNLINK', watch, moves)
    local time = redis.call('TIME')
    state = {time[1] .. '.' .. time[2], '0'}
    redis.call('HSET', watch, 'epoch', state[1], 'generation', 0)
  end
  redis.call('HSET', watch, 'until', string.format('%.0f', server_now() + tonumber(ARGV[14])))
  if epoch == '' then
    epoch, generation = state[1], state[2]
  end
end
return {'page', total, epoch, generation, shown, moved, is_cut and 1 or 0, value or '', id or '',
  skip}
