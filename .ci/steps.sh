# Sourced by the stages: they run in the root folder, and each step prints how long it took.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target/ci
times=$PWD/target/ci/times
# Where the times are shown, also those of a lane.
exec 3>&1

# step WHAT COMMAND...
step() {
  local what=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$what"
  "$@" 3>&-
  printf '%5d s  %s\n' $((SECONDS - began)) "$what" | tee -a "$times" >&3
}

# together LANE...: functions that run at the same time; steps that build in the same tree belong in the same lane. What a
# lane prints is shown when it has ended. A lane ends at its first step that fails; the others still run to their end.
# Their JVMs have no optimising compiler: for seconds of work they then need two thirds of the processor time.
together() {
  local -x JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1
  local code=0 failed lane process lanes=()
  for lane in "$@"; do
    "$lane" > "target/ci/$lane" 2>&1 &
    lanes[$!]=$lane
  done
  for process in "${!lanes[@]}"; do
    wait "$process" || { code=$? && failed=${lanes[$process]}; }
    cat "target/ci/${lanes[$process]}"
  done
  ((code == 0)) || tail -v -n 20 "target/ci/$failed"
  return $code
}

# What mvn package -DskipTests leaves, with Spark's application. Maven compiles all again if one call makes jars and the call
# before made none: so one call makes both.
distribution() {
  [ -x benchmarks/target/two-workflows/bin/engineer ] && [ -e engineer-pipeline/cluster/target/cluster-application.jar ] ||
    mvn -q -Pcluster package -DskipTests
}

# The main job, whose page other steps need.
page() { [ -e benchmarks/target/comparison/index.html ] || mvn -q compile exec:exec@compare; }

# A second tree for a lane: a clone with all that is built, installed and timed here. The lane then runs in it.
copy() {
  rm -rf target/ci/copy
  .ci/clone target/ci/copy
  mkdir -p target/ci/copy/target/ci
  local each
  for each in clients keras python times; do
    [ ! -e target/ci/$each ] || ln -s "$PWD/target/ci/$each" target/ci/copy/target/ci
  done
  ln -s "$PWD"/benchmarks/target/{comparison,two-workflows} target/ci/copy/benchmarks/target
}

tree_is_clean() { test -z "$(git status --porcelain)" || { git status --short; exit 1; }; }
