# shellcheck shell=sh
# The machine around the product: its user, its folders, its service.

make_places() {
    mkdir -p "$OPT" "$DATA" "$BACKUPS" "$ETC" "$(dirname "$COMMAND")"
    [ -n "$ROOT" ] || own_places
    chmod 700 "$DATA" "$BACKUPS" "$ETC"
    [ -e "$DATA/config.toml" ] || ln -sfn "$ETC/config.toml" "$DATA/config.toml"
    write_command
}

own_places() {
    id "$OWNER" >/dev/null 2>&1 ||
        useradd --system --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin "$OWNER"
    chown "$OWNER:$OWNER" "$DATA" "$BACKUPS" "$ETC"
}

# `secaudit …` for the administrator: as the product's own user, on its data folder; what it writes
# is for nobody else to read.
write_command() {
    become=''
    [ -n "$ROOT" ] || become="[ \"\$(id -un)\" = $OWNER ] || exec runuser -u $OWNER -- \"\$0\" \"\$@\""
    cat >"$COMMAND.new" <<COMMAND
#!/bin/sh
$become
umask 077
SECAUDIT_DATA=\${SECAUDIT_DATA:-$DATA} exec $OPT/current/bin/secaudit "\$@"
COMMAND
    chmod 755 "$COMMAND.new"
    mv "$COMMAND.new" "$COMMAND"
}

# What the first config.toml begins with, whoever writes it: `secaudit init` or `secaudit restore`.
tell_product() {
    [ ! -s "$ETC/config.toml" ] || return 0
    [ ! -e "$DATA/installed.toml" ] || [ -n "$URL" ] || return 0
    {
        printf 'BACKUPS = "%s"\n' "$BACKUPS"
        [ -z "$URL" ] || printf 'BASE_URL = "%s"\n' "$URL"
    } | as_owner sh -c 'cat >"$1.new" && mv "$1.new" "$1"' sh "$DATA/installed.toml"
}

# The settings, once; what stands in them already is the city's.
configure() {
    tell_product
    if [ ! -s "$ETC/config.toml" ] && [ $# -gt 0 ]; then
        "$COMMAND" init --base-url "${URL:-http://127.0.0.1:8000}" "$@"
    elif [ ! -s "$ETC/config.toml" ]; then
        say "次に実行してください: secaudit init(控えから作り直すときは secaudit restore)" \
            "/ Next: run secaudit init (or secaudit restore, to rebuild from a backup)."
    fi
    [ ! -s "$ETC/config.toml" ] || grep -q '^BACKUPS *=' "$ETC/config.toml" ||
        as_owner sh -c "printf 'BACKUPS = \"%s\"\n' '$BACKUPS' >>'$ETC/config.toml'"
}

# place_units VERSION: the service as that version wants it. What the city adds stands beside, in
# files of its own.
place_units() {
    from_there=$OPT/$1/deploy
    mkdir -p "$UNITS/secaudit.service.d" "$UNITS/secaudit-.service.d" "$ROTATE"
    install -m 644 "$from_there"/systemd/secaudit* "$UNITS"
    for each in secaudit secaudit-; do
        install -m 644 "$from_there/systemd/guard.conf" "$UNITS/$each.service.d/10-guard.conf"
    done
    # How long the log is kept is the city's choice from then on.
    [ -e "$ROTATE/secaudit" ] || install -m 644 "$from_there/logrotate/secaudit" "$ROTATE/secaudit"
    ! has_systemd || systemctl daemon-reload
}

start_at_boot() {
    place_units "$(current_version)"
    if ! has_systemd; then
        say "systemd がないため、サービスの登録と起動はしていません。手で起動: $COMMAND serve" \
            "/ No systemd here: the service was neither registered nor started. Start it by hand."
        return
    fi
    systemctl enable --now secaudit-nightly.timer secaudit-backup.timer secaudit-drill.timer
    systemctl enable secaudit.service
    if product "$(current_version)" migrate --check >/dev/null 2>&1; then
        start_service || say_why
    else
        say "secaudit init の後に実行してください: systemctl start secaudit / Run it after secaudit init."
    fi
}

say_why() {
    journalctl --unit secaudit --lines 8 --output cat --no-pager >&2 || :
    say "サービスが起動しません。上が理由です。直してから: systemctl start secaudit" \
        "/ The service does not start; the reason is above. Mend it, then: systemctl start secaudit"
}

stop_service() {
    has_systemd || return 0
    for each in '' -nightly -backup -drill -mail; do
        systemctl --quiet stop "secaudit$each.service"
    done
}

start_service() {
    has_systemd || return 0
    systemctl start secaudit.service && sleep 3 && systemctl --quiet is-active secaudit.service
}
