# Sourced by deploy/up, tail and send, bench/run and journey/campaign: builds what is out of date, then becomes a JVM.
# For bash 3.2, which is what macOS has. $root is the checkout, and the current folder stays the caller's.

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it. Set it to a JDK 17 or newer."
  else
    java=$(command -v java) || fail "there is no Java here. Install a JDK 17 or newer, or set JAVA_HOME to one."
  fi
}

# stale OUTPUT INPUT...: is OUTPUT missing, or older than a file of INPUT (or than a folder, when a file has gone)?
stale() {
  local output=$1
  shift
  [ ! -e "$output" ] || [ -n "$(find "$@" -newer "$output" 2>/dev/null | head -n 1)" ]
}

# tool_is_stale FOLDER: deploy/local, or what is built upon it
tool_is_stale() {
  ! tool_is_built "$1" ||
    stale "$1/target/classpath" pom.xml deploy/local/pom.xml deploy/local/src/main "$1/pom.xml" "$1/src/main"
}

tool_is_built() {
  [ -e "$1/target/classpath" ] || return 1
  # The jars stay in Maven's repository, which may have been emptied since.
  local jar IFS=:
  set -f
  for jar in $(cat "$1/target/classpath"); do
    [ -e "$jar" ] || return 1
  done
}

service_is_stale() {
  stale "$1/target/quarkus-app/quarkus-run.jar" pom.xml messaging/pom.xml messaging/src/main "$1/pom.xml" "$1/src/main"
}

# stale_modules MODULE...: those of them that have to be built, separated by commas
stale_modules() {
  local module modules=
  for module in "$@"; do
    case $module in
      deploy/*) tool_is_stale "$module" ;;
      *) service_is_stale "$module" ;;
    esac && modules=$modules,$module
  done
  echo "${modules#,}"
}

# up_runs: does a deploy/up of this checkout run?
up_runs() {
  case $(ps -A -ww -o args= 2>/dev/null) in
    *"-Dtouchback.root=$root io.touchback.local.Up"*) return 0 ;;
  esac
  return 1
}

# refuse_beside_up REASON
refuse_beside_up() {
  ! up_runs || fail "deploy/up is running from this checkout, and $1: stop it first"
}

# build_once MODULE: what is there will do, and may be what others are running from
build_once() {
  (cd "$root" && tool_is_built "$1") || build "$1"
}

# build MODULE...: brings them up to date; says nothing when they are
build() {
  local modules
  modules=$(cd "$root" && stale_modules "$@")
  [ -n "$modules" ] || return 0
  refuse_beside_up "a build would replace its classes ($modules is out of date)"
  mkdir -p "$root/target" || fail "cannot write into $root: build as the user whom it belongs to"
  await_other_build
  # What the other build was for may have been ours too.
  modules=$(cd "$root" && stale_modules "$@")
  [ -z "$modules" ] || run_maven "$modules"
  rm -f "$root/target/building"
}

# A link is made by one process only, and tells which. After a restart of the machine it may tell a stranger, or us.
await_other_build() {
  local link=$root/target/building reason other said= tries=0
  until reason=$(ln -s "$$" "$link" 2>&1); do
    other=$(readlink "$link")
    if [ -n "$other" ] && [ "$other" != "$$" ] && runs "$other"; then
      [ -n "$(find "$link" "$root/target/build.log" -mmin -10 2>/dev/null)" ] ||
        fail "process $other is said to be building, but nothing was written to $root/target/build.log for 10 minutes. If that is no build, delete $link"
      [ -n "$said" ] || echo "Waiting for the build that process $other is doing ..." >&2
      said=yes
    elif [ -n "$other" ] && reason=$(rm -f "$link" 2>&1); then
      continue
    else
      # Once it may be that another build has just ended.
      tries=$((tries + 1))
      [ "$tries" -lt 5 ] || fail "cannot write into $root/target (${reason##*: }): build as the user whom it belongs to, with room on its disk"
    fi
    sleep 1
  done
}

# runs PROCESS: also one of another user's, who may not be signalled
runs() {
  kill -0 "$1" 2>/dev/null || ps -p "$1" >/dev/null 2>&1
}

run_maven() {
  local log=$root/target/build.log started=$SECONDS maven
  echo "Building $1; the log is $log" >&2
  (cd "$root" && exec ./mvnw -B -Dquick -pl "$1" -am package) >"$log" 2>&1 </dev/null &
  maven=$!
  trap 'kill "$maven" 2>/dev/null; rm -f "$root/target/building"; exit 130' INT TERM HUP
  while kill -0 "$maven" 2>/dev/null; do
    sleep 1
    show_progress "$log" $((SECONDS - started))
  done
  if ! wait "$maven"; then
    rm -f "$root/target/building"
    [ ! -t 2 ] || echo >&2
    (grep '^\[ERROR\]' "$log" | grep -v '	at ' || tail -n 20 "$log") | head -n 20 >&2
    fail "the build failed; its log is $log"
  fi
  trap - INT TERM HUP
  [ ! -t 2 ] || printf '\r\033[K' >&2
  echo "Built in $((SECONDS - started)) s" >&2
}

# show_progress LOG SECONDS: one line that changes on a terminal, else a line now and then
show_progress() {
  local module fetched line
  module=$(sed -n 's/^\[INFO\] Building \(Touchback [^[]*[^[ ]\) [^ ]*-SNAPSHOT *\(\[.*\]\)*$/\1 \2/p' "$1" | tail -n 1)
  fetched=$(grep -c '^\[INFO\] Downloaded from' "$1")
  line="${module:-Maven is starting}"
  [ "$fetched" = 0 ] || line="$line, $fetched files fetched"
  if [ -t 2 ]; then
    printf '\r\033[K  %s, %s s' "$line" "$2" >&2
  elif [ "$module" != "${last_module-}" ] || [ $(($2 % 20)) = 0 ]; then
    echo "  $line, $2 s" >&2
  fi
  last_module=$module
}

# launch CLASS ARGUMENT...: becomes the JVM
launch() {
  local class=$1
  shift
  CLASSPATH=$root/deploy/local/target/classes:$(cat "$root/deploy/local/target/classpath")
  export CLASSPATH
  exec "$java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
    -Dtouchback.root="$root" "io.touchback.local.$class" "$@"
}
