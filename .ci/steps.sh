# Sourced by the stages: they run in the root folder, and each step prints how long it took.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target/ci

# step WHAT COMMAND...
step() {
  local what=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$what"
  "$@"
  printf '%5d s  %s\n' $((SECONDS - began)) "$what" | tee -a target/ci/times
}

# together WHAT COMMAND WHAT COMMAND: two steps at the same time, of which only one may build in this tree. What each
# prints is shown when it has ended.
together() {
  local code=0 first second
  (step "$1" "$2") > target/ci/first 2>&1 &
  first=$!
  (step "$3" "$4") > target/ci/second 2>&1 &
  second=$!
  wait $first || code=$?
  cat target/ci/first
  wait $second || code=$?
  cat target/ci/second
  return $code
}

# What mvn package -DskipTests leaves, for stages that are run alone.
distribution() { [ -x benchmarks/target/two-workflows/bin/engineer ] || mvn -q package -DskipTests; }

tree_is_clean() { test -z "$(git status --porcelain)" || { git status --short; exit 1; }; }
