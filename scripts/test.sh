#!/usr/bin/env bash
# Types and lint beside the tests: each alone leaves a processor idle. Arguments are vitest's.
set -uo pipefail

checks=$(mktemp)
trap 'rm -f "$checks"' EXIT
{ npm run -s typecheck && npm run -s lint; } > "$checks" 2>&1 < /dev/null &
vitest run --project shared --project mocking "$@"
tests=$?
wait "$!"
checked=$?
cat "$checks"
if ((checked == 0)); then echo 'Types and lint: in order'; else echo 'Types and lint: failed, see above'; fi
((tests == 0 && checked == 0))
