# shellcheck shell=bash
# What the scripts of this folder share; they source it and then stand in the repository's folder.

set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
# shellcheck disable=SC2034 # used by the scripts that source this
readonly caller=$PWD python=$root/.venv/bin/python
cd -- "$root"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

# Every shell script of the repository: by its shebang, whatever its name, and the sourced ones.
# Services of the add-on begin with `with-contenv bashio`, which is bash.
shell_scripts() {
  {
    git grep --untracked -lIE '^#!.*(bash|bin/sh|bashio|dash)( |$)' -- . ':!*.py' ':!*.md'
    git ls-files --cached --others --exclude-standard -- '*.sh'
  } | sort -u
}
