# Sourced by test, run and bench: whether the cluster engine is built. The packages that it needs are not on every registry, so
# they are restored; where that fails the rest is built without it, and one line says so. Whoever sets OrleansEngine decides.
# Sets orleans_left_out to the reason, empty when the engine is there.

orleans_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
orleans_left_out=

# What NuGet says of the first package that it does not get.
orleans_fault() {
  local code text
  read -r code text < <(sed -n 's/.*error \(NU[0-9]*\): \([^[]*\).*/\1 \2/p' <<<"$1") || true
  [ -n "$code" ] && echo "${text%%. No packages exist*} ($code)" || tail -n 1 <<<"$1"
}

find_orleans_engine() {
  local log
  case ${OrleansEngine:-} in
    true) return ;;
    "") ;;
    *) orleans_left_out="OrleansEngine is set to '$OrleansEngine'" ;;
  esac
  if [ -z "$orleans_left_out" ]; then
    if log=$(OrleansEngine=true dotnet restore "$orleans_root/tests/WakuGrains.Orleans.Tests" -v quiet 2>&1); then
      export OrleansEngine=true
      return
    fi
    orleans_left_out=$(orleans_fault "$log")
  fi
  echo "!! The cluster engine (Orleans) is left out: $orleans_left_out" >&2
}

find_orleans_engine
