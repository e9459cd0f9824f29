# shellcheck shell=sh disable=SC2034
# Where things are. With --root everything lies below that folder.

name_places() {
    VERSION=$(cat "$HERE/VERSION")
    ROOT=${ROOT:+$(mkdir -p "$ROOT" && cd "$ROOT" && pwd)}
    OPT=$ROOT/opt/secaudit
    DATA=$ROOT/var/lib/secaudit
    BACKUPS=$ROOT/var/backups/secaudit
    ETC=$ROOT/etc/secaudit
    UNITS=$ROOT/etc/systemd/system
    ROTATE=$ROOT/etc/logrotate.d
    COMMAND=$ROOT/usr/local/bin/secaudit
    OWNER=secaudit
}

# Does this machine run systemd, and is it ours to change?
has_systemd() { [ -z "$ROOT" ] && [ -d /run/systemd/system ]; }

# As the product's own user; below --root there is none.
as_owner() {
    if [ -n "$ROOT" ]; then
        "$@"
    else
        runuser -u "$OWNER" -- "$@"
    fi
}

# A command of one version on the data folder: product VERSION words …
product() {
    version=$1 && shift
    as_owner "$OPT/$version/bin/secaudit" --data "$DATA" "$@"
}

current_version() { readlink "$OPT/current" 2>/dev/null || true; }

# same, older, newer (is the archive than what is installed) or fresh
compare_versions() {
    installed=$(current_version)
    [ -n "$installed" ] || { echo fresh && return; }
    [ "$installed" != "$VERSION" ] || { echo same && return; }
    newest=$(printf '%s\n%s\n' "$installed" "$VERSION" | sort -V | tail -n 1)
    if [ "$newest" = "$VERSION" ]; then echo newer; else echo older; fi
}
