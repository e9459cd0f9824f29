# shellcheck shell=sh
# Every version has a folder of its own; `current` names the one that runs.

make_version() {
    place=$OPT/$VERSION
    [ ! -e "$place/.complete" ] || return 0
    say "secaudit $VERSION を $place に展開しています … / Unpacking …"
    rm -rf "$place" # half of one that was interrupted
    if ! unpack "$place"; then
        rm -rf "$place"
        refuse "$place に展開できませんでした(上の表示が理由です)。何も変えていません。直してから再実行してください。" \
            "It could not be unpacked into $place; the reason is above. Nothing was changed. Mend it and run this again."
    fi
    # Under SELinux, systemd starts only what has the label of its place.
    ! command -v restorecon >/dev/null || restorecon -R "$place" || :
}

# pip comes along: the system's python3-venv is not needed, nor its settings.
unpack() {
    pip=$(echo "$HERE"/wheels/pip-*.whl)/pip
    "$PYTHON" -m venv --without-pip "$1" &&
        "$1/bin/python" -I "$pip" --isolated install --quiet \
            --disable-pip-version-check --no-cache-dir --no-index --require-hashes \
            --find-links "$HERE/wheels" --requirement "$HERE/requirements.lock" &&
        mkdir "$1/deploy" &&
        cp -R "$HERE/install.sh" "$HERE/VERSION" "$HERE/lib" "$HERE/systemd" "$HERE/proxy" \
            "$HERE/logrotate" "$HERE/docs" "$HERE/manual" "$1/deploy" &&
        "$1/bin/secaudit" --version >/dev/null &&
        sync && : >"$1/.complete"
}

# All at once: there is always a current version.
switch_to() {
    ln -sfn "$1" "$OPT/current.new"
    mv -T "$OPT/current.new" "$OPT/current"
    place_units "$1"
}
