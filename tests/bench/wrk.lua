-- Requests of the lines on standard input, one path a line, each used once: the run ends early
-- when they are all used. Arguments after "--": "again" starts over instead; "tagged" lines hold
-- a path, a tab and the ETag to ask about. The last line printed is JSON.
local paths, tags, at = {}, {}, 0
local again = false

function init(args)
  local tagged = false
  for _, word in ipairs(args) do
    again = again or word == "again"
    tagged = tagged or word == "tagged"
  end
  for line in io.lines() do
    local path, tag = line, nil
    if tagged then path, tag = line:match("^([^\t]*)\t(.*)$") end
    paths[#paths + 1], tags[#paths + 1] = path, tag
  end
end

function request()
  at = at + 1
  if at > #paths then
    if again then at = 1 else wrk.thread:stop(); at = #paths end
  end
  return wrk.format("GET", paths[at],
    {["Accept-Encoding"] = "gzip, deflate, br", ["If-None-Match"] = tags[at]})
end

function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.4f, "p50": %.3f, "p95": %.3f, "p99": %.3f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    failed.connect + failed.read + failed.write + failed.timeout + failed.status))
end
