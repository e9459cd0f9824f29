# shellcheck shell=sh
# From one version to the next, and back. What is under way stands in $OPT/upgrading, what can be
# undone in $OPT/before: lines FROM, TO, BACKUP. Whoever runs this again goes on from there.

# note FILE FROM TO BACKUP: all of it or nothing.
note() {
    printf '%s\n%s\n%s\n' "$2" "$3" "$4" >"$OPT/$1.new"
    sync
    mv "$OPT/$1.new" "$OPT/$1"
}

line_of() { sed -n "$2p" "$OPT/$1"; }

upgrade() {
    from=$(current_version)
    if [ ! -s "$ETC/config.toml" ]; then # nothing was founded yet
        switch_to "$VERSION"
        return
    fi
    stop_service
    back_up_before "$from"
    say "$from から $VERSION へ更新しています … / Upgrading …"
    if product "$VERSION" migrate && product "$VERSION" doctor --start >&2 && switch_to "$VERSION" &&
        start_service; then
        mv "$OPT/upgrading" "$OPT/before"
        return
    fi
    (keep_newer "$VERSION" "$from") || : # it may be too broken for that; the backup is there
    return_to "$from" "$backup"
    rm -rf "${OPT:?}/$VERSION" "$OPT/upgrading" # a mended archive may have the same number
    refuse "更新できなかったため、$from に戻しました。記録は更新前のままです。上の表示が理由です。" \
        "The upgrade failed; $from is back, with the records as they were. The reason is above." 1
}

# With the old version, while its tables are there; an interrupted upgrade made one already.
back_up_before() {
    backup=''
    [ ! -e "$OPT/upgrading" ] || backup=$(line_of upgrading 3)
    if product "$1" migrate --check 2>/dev/null; then
        backup=$BACKUPS/before-$VERSION-$(date +%Y%m%d-%H%M%S).zip
        product "$1" backup "$backup" >&2 || refuse_upgrade "$backup" $?
    fi
    note upgrading "$1" "$VERSION" "$backup"
}

# refuse_upgrade BACKUP CODE. 1: it was written, but the records are not what the journal says.
refuse_upgrade() {
    start_service || true
    [ "$2" != 1 ] ||
        refuse "記録が履歴と合わないため(上の表示)、更新していません。記録に触らず監査統括責任者に知らせ、secaudit journal verify の結果と $1 を残してください。合っている控えを secaudit restore 控え.zip --replace で戻してから、再実行してください。" \
            "The records differ from their journal (above), so nothing was upgraded. Do not touch them; tell the audit lead; keep what secaudit journal verify says, and $1. Restore a backup that agrees (secaudit restore FILE.zip --replace), then run this again."
    refuse "更新前のバックアップができなかったため、更新していません。上の表示のとおり直し、再実行してください。" \
        "No backup could be made, so nothing was upgraded. Mend what is said above and run this again."
}

# return_to VERSION BACKUP. Where the tables did not change, nothing but the version does.
return_to() {
    stop_service
    if ! product "$1" migrate --check 2>/dev/null; then
        say "更新前の記録に戻しています: $2 / Restoring the records of before the upgrade …"
        product "$1" restore "$2" --replace --over-newer >&2 ||
            refuse "戻せませんでした。$2 は無事です。上の表示のとおり直し、install.sh --rollback を実行してください。" \
                "It could not go back. $2 is whole. Mend what is said above, then run install.sh --rollback." 1
    fi
    switch_to "$1"
    start_service || say_why
}

# One that was killed before it ended: the new version goes on, another archive first goes back.
finish_interrupted() {
    [ -e "$OPT/upgrading" ] || return 0
    if [ "$(line_of upgrading 2)" = "$VERSION" ]; then
        say "中断された更新を続けます。 / Going on with the interrupted upgrade."
        switch_to "$(line_of upgrading 1)"
    else
        roll_back
    fi
}

roll_back() {
    state=before
    [ ! -e "$OPT/upgrading" ] || state=upgrading
    [ -e "$OPT/$state" ] ||
        refuse "戻る先がありません(この機械では更新していません)。" \
            "There is no version to go back to: nothing was upgraded here."
    from=$(line_of $state 1)
    keep_newer "$(current_version)" "$from"
    return_to "$from" "$(line_of $state 3)"
    rm "$OPT/$state"
    say "$from に戻しました。 / Back to $from."
}

# What was recorded since the upgrade is not lost: the newer version keeps it in a backup.
keep_newer() {
    if [ "$1" = "$2" ] || product "$2" migrate --check 2>/dev/null; then
        return
    fi
    stop_service
    kept=$BACKUPS/before-rollback-$(date +%Y%m%d-%H%M%S).zip
    product "$1" backup "$kept" >&2 ||
        refuse "今の記録を保存できないため、戻していません。上の表示のとおり直し、再実行してください。" \
            "What is recorded now could not be kept, so nothing was changed. Mend what is said above and run this again."
    say "更新後の記録は $kept にあります(新しい版で読めます)。 / What was recorded since is in that backup."
}
