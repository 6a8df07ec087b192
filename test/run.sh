#!/bin/sh
# `npm test`: the checks run next to the tests, which often wait. Their output follows that of the tests.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
npm run --silent check >"$log" 2>&1 &
checks=$!
vitest run --project rooms --project program
status=$?
wait "$checks" || status=1
cat "$log"
exit "$status"
