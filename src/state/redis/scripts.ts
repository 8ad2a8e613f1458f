import { createHash } from "node:crypto";

/** A Lua script and the digest by which the server remembers it. */
export interface Script {
  readonly lua: string;
  readonly sha1: string;
}

function script(lua: string): Script {
  return { lua, sha1: createHash("sha1").update(lua).digest("hex") };
}

/*
 * Every script works on one key and by the server's clock. Numbers go out as text: Redis would cut them
 * to whole ones. A bucket is a hash of `u` (used), `a` (at, ms) and `s` (since, ms), and means what
 * `memory/bucket.ts` says: kept are things used, so that a bucket that is gone is full.
 */
const clock = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
`;

/** KEYS[1] bucket; ARGV capacity, perSecond, resetSeconds ('' without), cost or amount, receipt ('' without). */
const bucket = `${clock}
local capacity, rate, reset, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local kept = redis.call('HMGET', KEYS[1], 'u', 'a', 's')
local used, since = 0, 0
if reset then since = now end
if kept[1] then
  local began = math.min(tonumber(kept[3]), now)
  if not (reset and now - began >= reset * 1000) then
    since = began
    used = math.max(0, tonumber(kept[1]) - math.max(0, now - tonumber(kept[2])) / 1000 * rate)
  end
end
local function until_back(what)
  local seconds = math.huge
  if rate > 0 then seconds = what / rate end
  if reset then seconds = math.min(seconds, reset - (now - since) / 1000) end
  return seconds
end
local function text(number)
  if number == math.huge then return 'inf' end
  return string.format('%.17g', number)
end
local function keep()
  if used == 0 and not reset then
    redis.call('DEL', KEYS[1])
    return
  end
  redis.call('HSET', KEYS[1], 'u', text(used), 'a', text(now), 's', text(since))
  local seconds = until_back(used)
  if used == 0 then seconds = reset - (now - since) / 1000 end
  if seconds < 1e12 then
    redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(1, math.ceil(seconds * 1000))))
  else
    redis.call('PERSIST', KEYS[1])
  end
end
`;

export const takeScript = script(`${bucket}
local missing = used + amount - capacity
local taken, retry = missing <= 1e-9, 0
if taken then
  used = used + amount
  if used > 0 then keep() end
elseif amount > capacity then retry = math.huge
else retry = until_back(missing) end
local full = 0
if used > 0 then full = until_back(used) end
return { taken and 1 or 0, text(capacity - used), text(retry), text(full), text(since) }
`);

export const giveScript = script(`${bucket}
if amount >= 0 and (used == 0 or (ARGV[5] ~= '' and ARGV[5] ~= 'r:' .. text(since))) then return 0 end
used = math.max(0, used - amount)
keep()
return 1
`);

/** KEYS[1] sorted set of leases by their end; ARGV lease, ttl in ms, limit. */
const leases = `${clock}
local ends = now + tonumber(ARGV[2])
local function keep()
  redis.call('ZADD', KEYS[1], string.format('%.0f', ends), ARGV[1])
  if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
  return 1
end
`;

export const enterScript = script(`${leases}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
return keep()
`);

export const stayScript = script(`${leases}
local held = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not held or tonumber(held) <= now then return 0 end
return keep()
`);

/**
 * Compare and swap. KEYS[1] value; ARGV version seen ('' for none), version written, JSON, ttl in ms.
 * A version is a word used once, not a number: an entry that ended and was made anew is another one.
 * Refusing answers what is there instead, which saves reading it again.
 */
export const swapScript = script(`
local kept = redis.call('HMGET', KEYS[1], 'v', 'd')
if (kept[1] or '') ~= ARGV[1] then return { 0, kept[1], kept[2] } end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { 1 }
`);
