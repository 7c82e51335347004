-- ARGV 4 id, entry, time, reopen (0/1), tokens in, tokens out, cost in whole dollars, the rest of it
-- in 10^-12 dollars, cost unknown (0/1), estimated (0/1), may create the session (0/1). Answers
-- {'deleted'} | {'absent'} | {'ended', outcome} | {'known', position, entry} | {'added', position}.
local had = redis.call('HMGET', record, 'expires', 'outcome', 'started', 'active', 'fresh', 'v',
  'entries', 'in', 'out', 'usd', 'cost')
if is_over(had[1]) then
  redis.call('UNLINK', entries, index, record)
  had = {}
end
local position = redis.call('HGET', index, ARGV[4])
if position == '' then
  return {'deleted'}
elseif position then
  local _, text = locate(ARGV[4])
  return {'known', position, text or ''}
end
if not had[3] and ARGV[14] == '0' then
  return {'absent'}
end
if had[2] and ARGV[7] == '0' then
  return {'ended', had[2]}
end
-- Nothing is written before everything that is added to is known to be a number.
for field = 3, 11 do
  if had[field] and not string.match(had[field], '^%-?%d+$') then
    return damaged('a number of the record is ' .. had[field])
  end
end
if had[2] then
  redis.call('HDEL', record, 'outcome', 'ended')
end
position = redis.call('RPUSH', entries, ARGV[5]) - 1
redis.call('HSET', index, ARGV[4], position)
local time = tonumber(ARGV[6])
local fields = {'v', version_after(had[6])}
if not had[3] or time < tonumber(had[3]) then
  fields[#fields + 1] = 'started'
  fields[#fields + 1] = ARGV[6]
end
-- Created without entries: the first one tells the last activity.
if not had[4] or had[5] or time > tonumber(had[4]) then
  fields[#fields + 1] = 'active'
  fields[#fields + 1] = ARGV[6]
end
if ARGV[12] == '1' then
  fields[#fields + 1] = 'unpriced'
  fields[#fields + 1] = '1'
end
if ARGV[13] == '1' then
  fields[#fields + 1] = 'estimated'
  fields[#fields + 1] = '1'
end
redis.call('HSET', record, unpack(fields))
if had[5] then
  redis.call('HDEL', record, 'fresh')
end
-- Counters stay at the greatest number rather than fail half-way.
for at, field in ipairs({'entries', 'in', 'out', 'usd', 'cost'}) do
  local more = at == 1 and '1' or ARGV[6 + at]
  if more ~= '0' then
    local sum = redis.pcall('HINCRBY', record, field, more)
    if type(sum) == 'table' then
      redis.call('HSET', record, field, '9223372036854775807')
    end
  end
end
touch(had[1])
return {'added', position}
