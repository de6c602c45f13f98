#!/usr/bin/env bash
# Builds the server's image, runs it as a cluster would (no root, no capability, nothing writable but /tmp, 512 MiB), asks
# it, stops it. Debian or Ubuntu, as root: it installs what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

memory=$((512 << 20))
grace=11 # Its own grace period and drain; Kubernetes allows more.
limit=60 # Seconds for a start.

say() { printf '%-9s %s\n' "$@"; }
fail() { echo "FAILED    $*" >&2; exit 1; }

../.ci/provision container

work=$(mktemp -d)
name=image-test-$$
clean() {
  runc delete --force "$name" 2> /dev/null || true
  rm -rf "$work"
}
trap clean EXIT

(cd .. && mvn -q -Pimage verify -DskipTests -pl engineer-pipeline -am)
archive=target/prediction-server.tar
mkdir "$work/oci"
tar -xf "$archive" -C "$work/oci"
image=$(umoci ls --layout "$work/oci")
umoci unpack --image "$work/oci:$image" "$work/bundle" > /dev/null
root=$work/bundle/rootfs
say image "$(du -h --apparent-size "$archive" | cut -f 1) to pull, $(du -sh --apparent-size "$root" | cut -f 1) unpacked:" \
  && du -h --apparent-size -d 0 "$root"/app/* "$root/usr" | sed "s#$root#          #"

grep -q " image: $image\$" deploy/kubernetes/deployment.yaml || fail "deploy/kubernetes is not for $image"
# The Dockerfile says the same. Its instructions and labels, and the image's, as JSON.
config=$work/oci/blobs/sha256/$(jq -r .config.digest \
  "$work/oci/blobs/sha256/$(jq -r '.manifests[0].digest | ltrimstr("sha256:")' "$work/oci/index.json")" | cut -d : -f 2)
written() { sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' deploy/Dockerfile | sed -n "s/^$1 //p"; }
same() { [[ "$1" == "$2" ]] || fail "the Dockerfile has '$1', the image '$2'"; }
same "$(written ENTRYPOINT | jq -c .)" "$(jq -c .config.Entrypoint "$config")"
same "$(written CMD | jq -c .)" "$(jq -c .config.Cmd "$config")"
same "$(written USER)" "$(jq -r .config.User "$config")"
same "$(written EXPOSE)" "$(jq -r '[.config.ExposedPorts | keys[] | rtrimstr("/tcp")] | join(" ")' "$config")"
for label in title description licenses; do
  same "$(written LABEL | grep -o "$label=\"[^\"]*\"" | cut -d '"' -f 2)" \
    "$(jq -r ".config.Labels[\"org.opencontainers.image.$label\"]" "$config")"
done

# What must not be in it, by class: a jar's list of files is not compressed.
if grep -laE 'org/(nd4j|deeplearning4j|bytedeco|tribuo)/|smile/|workbench/engineer/[A-Z][a-z]' "$root"/app/lib/*.jar; then
  fail "trainer or GPL code is in the image"
fi
say content "$(ls "$root/app/lib" | wc -l) jars, no trainer, no Smile"

# The image's own command line and user; everything else as deploy/kubernetes asks for it.
configure() {
  jq --arg models "$PWD/target/image/models" --arg mode "$1" --argjson memory "$memory" '
    .process.terminal = false
    | .process.capabilities = {}
    | .process.noNewPrivileges = true
    | .process.env += ["JDK_JAVA_OPTIONS=-XX:AOTMode=" + $mode]
    | .root.readonly = true
    | .linux.resources.memory = {limit: $memory}
    | .mounts += [
        {destination: "/tmp", type: "tmpfs", source: "tmpfs", options: ["nosuid", "nodev", "noexec", "mode=1777", "size=1m"]},
        {destination: "/models", type: "bind", source: $models, options: ["bind", "ro", "nosuid", "nodev", "noexec"]}]
  ' "$work/umoci.json" > "$work/bundle/config.json"
}
cp "$work/bundle/config.json" "$work/umoci.json"

# Inside the container's own network.
ask() { nsenter --net="/proc/$pid/ns/net" curl -sS --max-time 5 "$@"; }

start() {
  local began=$EPOCHREALTIME
  configure "$1"
  timeout 300 runc run --bundle "$work/bundle" --pid-file "$work/pid" "$name" > "$work/out" 2> "$work/err" < /dev/null &
  runner=$!
  until pid=$(cat "$work/pid" 2> /dev/null) && ask -f http://127.0.0.1:8080/v2/health/ready > /dev/null 2>&1; do
    kill -0 "$runner" 2> /dev/null || { cat "$work/err" >&2; fail "it ended instead of getting ready"; }
    ((${EPOCHREALTIME%.*} - ${began%.*} < limit)) || fail "not ready after $limit s"
    sleep 0.01
  done
  ready=$(jq -n "$EPOCHREALTIME - $began | . * 1000 | round")
}

stop() {
  local began=$EPOCHREALTIME code=0
  runc kill "$name" TERM
  wait "$runner" || code=$?
  local took; took=$(jq -n "$EPOCHREALTIME - $began | . * 10 | round / 10")
  ((code == 0)) || { cat "$work/err" >&2; fail "exit code $code after SIGTERM"; }
  jq -en "$took < $grace" > /dev/null || fail "$took s to stop; its grace period is $grace s"
  rm "$work/pid"
  stopped=$took
}

resident() { awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status"; }

start off
say start "$ready ms to ready without the start-up cache, $(resident) MiB resident"
stop

# «on» ends the JVM if the cache does not fit.
start on
say start "$ready ms to ready with it, $(resident) MiB resident"

[[ $(ask http://127.0.0.1:8080/v2/health/live) == '{"live":true}' ]] || fail "/v2/health/live"
# The model's probability is 1 / (1 + exp(-(x1 + ... + x5))).
expected=$(jq -n '1 / (1 + (-(0.5 - 1 + 2 + 0 + 0.25) | exp))')
for path in /v2/models/demo/infer /v2/models/demo/versions/1/infer; do
  answer=$(ask "http://127.0.0.1:8080$path" \
    -d '{"inputs": [{"name": "features", "shape": [1, 5], "datatype": "FP32", "data": [0.5, -1, 2, 0, 0.25]}]}')
  jq -e --argjson expected "$expected" \
    '.outputs[] | select(.name == "probability") | .data[0] - $expected | fabs < 1e-6' <<< "$answer" > /dev/null \
    || fail "$path: $answer, expected $expected"
done
say infer "$(jq -c '.outputs[0].data' <<< "$answer"), expected $expected"
for path in / /metrics /openapi.json /catalogue /examples/demo; do
  ask -f "http://127.0.0.1:8080$path" > /dev/null || fail "$path"
done

check() { runc exec "$name" /app/runtime/bin/java @/app/java.flags workbench.engineer.serving.HealthCheck "$1" 2> /dev/null; }
check http://127.0.0.1:8081 || fail "the health check says it is not alive"
check http://127.0.0.1:8082 && fail "the health check says a port without a server is alive"
say health "the check inside the image tells alive from not"

status() { awk -v key="$1:" '$1 == key {print $2}' "/proc/$pid/status"; }
[[ $(status Uid) == 65532 && $(status CapEff) =~ ^0+$ && $(status CapBnd) =~ ^0+$ && $(status NoNewPrivs) == 1 ]] \
  || fail "it runs as uid $(status Uid), capabilities $(status CapEff), $(status CapBnd), no new privileges $(status NoNewPrivs)"
for folder in / /app /models; do
  # Even root cannot, so it is the mount and not the permissions.
  touch "/proc/$pid/root$folder/written" 2> "$work/touch" && fail "$folder can be written to"
  grep -q 'Read-only file system' "$work/touch" || fail "$(cat "$work/touch")"
done
say locked "uid 65532, no capabilities; /, /app and /models are read-only"

for i in $(seq 200); do
  ask http://127.0.0.1:8080/v2/models/demo/infer \
    -d '{"inputs": [{"name": "features", "shape": [1, 5], "datatype": "FP32", "data": [0.5, -1, 2, 0, 0.25]}]}' -o /dev/null
done
say memory "$(resident) MiB resident after $i requests; the limit is $((memory >> 20)) MiB"
# A process that is out of memory is killed, and ends the runner.
for features in 30 400; do
  for clients in 16 48; do
    nsenter --net="/proc/$pid/ns/net" timeout 60 python3 src/test/python/memory_load.py \
      127.0.0.1:8080 "features-$features" "$features" "$clients" 8 || fail "an answer that is neither 200 nor 503"
    kill -0 "$runner" 2> /dev/null || fail "it ended under that load"
  done
done
say memory "$(($(status VmHWM) / 1024)) MiB resident at most, under the largest valid requests"

stop
say stop "exit 0, $stopped s after SIGTERM"
