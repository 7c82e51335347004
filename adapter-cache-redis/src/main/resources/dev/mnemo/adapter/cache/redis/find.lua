-- ARGV 2 id. Answers {} | {position, entry ('' where the list has none there)}.
if is_over(redis.call('HGET', record, 'expires')) then
  return {}
end
local position, text = locate(ARGV[2])
if not position or position == '' then
  return {}
end
return {position, text or ''}
