-- Answers {how many entries went, or -1 for no session, the version of the deletion or ''}.
local expires, count, version = unpack(redis.call('HMGET', record, 'expires', 'entries', 'v'))
local there = redis.call('UNLINK', entries, index, record) > 0
if not there or not count or is_over(expires) then
  return {-1, there and version_after(version) or ''}
end
return {tonumber(count) or 0, version_after(version)}
