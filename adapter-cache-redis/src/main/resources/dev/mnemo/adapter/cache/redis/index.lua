-- Goes before every script on a user's index, whose keys share a slot of their own.
-- KEYS marks  ZSET  writer|session by time: a write is under way, or not yet in the rows
--      rows   HASH  session to row; X where the record is damaged
--      gone   ZSET  deleted sessions by the version of the deletion, for as long as a late row may come
--      watch  HASH  while cursors live: their epoch, the generation of the last move, that at which
--                   the latest listing began, and that up to which moves are forgotten
--      moves  ZSET  generation, place before it and session, by generation
--      moved  HASH  session to the generation of its latest move
--      orders ZSETs of value .. session, all of one score: expires, started, active, ended, cost,
--             in, out, then active again per outcome: running, completed, failed
-- A row: version 1-16, started -32, active -48, ended -64, cost -92, in -108, out -124,
-- expires -140, outcome 141 (r, c or f), then what scripts do not read. Numbers are hexadecimal
-- and sort as texts; '~' stands for none and sorts last.
local marks, rows, gone, watch = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local moves, latest_moves = KEYS[5], KEYS[6]
local ORDERS = {
  {key = KEYS[7], from = 125, to = 140}, {key = KEYS[8], from = 17, to = 32},
  {key = KEYS[9], from = 33, to = 48}, {key = KEYS[10], from = 49, to = 64},
  {key = KEYS[11], from = 65, to = 92}, {key = KEYS[12], from = 93, to = 108},
  {key = KEYS[13], from = 109, to = 124}, {key = KEYS[14], from = 33, to = 48, outcome = 'r'},
  {key = KEYS[15], from = 33, to = 48, outcome = 'c'},
  {key = KEYS[16], from = 33, to = 48, outcome = 'f'},
}
local EXPIRES = ORDERS[1]
local BY_OUTCOME = {r = ORDERS[8], c = ORDERS[9], f = ORDERS[10]}
local NONE, LAST = '~', '\255'
-- Moves outlive the watch, in milliseconds: with it, none may be missing.
local MOVES_STAY = 1000

-- What only the index itself is about goes by the server's clock, in microseconds since the epoch:
-- those of its writers may differ.
local function server_now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end

-- A full server refuses what may take memory, but not in the middle of a script: behind this write,
-- which changes nothing, the little that listings and deletions note down is let through.
local function allow_when_full()
  redis.call('HDEL', watch, '')
end

local function is_row(row)
  return row and string.find(row, '^%x') ~= nil
end

local function outcome_of(row)
  return string.sub(row, 141, 141)
end

-- Where a row stands in an order, or nil where it is not in it.
local function value_of(order, row)
  if order.outcome and order.outcome ~= outcome_of(row) then
    return nil
  end
  local value = string.sub(row, order.from, order.to)
  if string.sub(value, 1, 1) ~= NONE then
    return value
  end
  return order ~= EXPIRES and NONE or nil
end
