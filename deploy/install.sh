#!/bin/sh
# Installs secaudit, or upgrades it; `--rollback` goes back to the version before. Run it again
# whenever it was interrupted: it goes on where it stopped. Without a network.
#
#   sh install.sh --base-url https://secaudit.city.example.lg.jp
#
set -eu
umask 022
LC_ALL=C
export LC_ALL

usage() {
    cat <<'USAGE'
sh install.sh [--base-url URL] [--python PATH] [--root DIR] [-- words for "secaudit init"]
sh install.sh --rollback [--root DIR]

  --base-url URL   the address people will type: https, or http://127.0.0.1:8000
  --python PATH    a Python 3.11 to 3.14 (default: the newest one that is found)
  --root DIR       everything below DIR, as whoever runs this; no user, no service
  --rollback       back to the version before, with the records as they were before the upgrade
  -- --city NAME --preset standard --number 001234 --name NAME
                   also found the city, without questions
USAGE
}

# One sentence in both languages, and the end. Exit 2: refused, nothing changed.
refuse() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit "${3:-2}"
}

say() { printf '%s\n' "$*" >&2; }

HERE=$(cd "$(dirname "$0")" && pwd)
# shellcheck disable=SC2034 # the parts in lib/ use them
ROOT='' URL='' PYTHON='' TASK=install
while [ $# -gt 0 ]; do
    case $1 in
    --root) ROOT=${2:?} && shift 2 ;;
    --base-url) URL=${2:?} && shift 2 ;;
    --python) PYTHON=${2:?} && shift 2 ;;
    --rollback) TASK=rollback && shift ;;
    --help) usage && exit 0 ;;
    --) shift && break ;;
    *) usage >&2 && exit 2 ;;
    esac
done

# What lies in the folder of an installed version has no wheels: it only goes back.
[ ! -e "$HERE/wheels" ] || (cd "$HERE" && sha256sum --check --quiet --strict SHA256SUMS >&2) ||
    refuse "アーカイブのファイルが元と違います。何も変えていません。入手元からコピーし直し、展開し直してください。" \
        "A file of the archive differs from the original. Nothing was changed. Copy the archive again and unpack it again."

for part in places checks machine versions upgrading; do
    # shellcheck source=/dev/null
    . "$HERE/lib/$part.sh"
done

refuse_wrong_address
name_places
refuse_wrong_machine
hold_lock
if [ "$TASK" = rollback ]; then
    roll_back
    exit 0
fi
find_python
refuse_small_disk
make_places
finish_interrupted
case $(compare_versions) in
same) say "$VERSION は導入済みです。 / $VERSION is installed already." ;;
older) refuse "導入済みの版 $(current_version) のほうが新しいため、何も変えていません。前の版へは install.sh --rollback で戻します。" \
    "The installed version $(current_version) is newer. Nothing was changed. Go back with install.sh --rollback." ;;
fresh) make_version && switch_to "$VERSION" ;;
newer) make_version && upgrade ;;
esac
configure "$@"
start_at_boot
say "完了しました。 / Done: secaudit $VERSION, $OPT, $DATA, $ETC"
