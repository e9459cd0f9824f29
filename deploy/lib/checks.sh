# shellcheck shell=sh
# What must be so before anything is touched.

NEEDED_MB=600 # a version unpacked, and room to work

refuse_wrong_machine() {
    [ "$(uname -s)" = Linux ] ||
        refuse "Linux だけで動きます(Windows Server では動きません。理由は docs/operations.md)。" \
            "It runs on Linux only (not on Windows Server; docs/operations.md says why)."
    [ "$(uname -m)" = x86_64 ] ||
        refuse "このアーカイブは x86_64 用です。" "This archive is for x86_64."
    [ -n "$ROOT" ] || [ "$(id -u)" = 0 ] ||
        refuse "root で実行してください: sudo sh install.sh" "Run it as root: sudo sh install.sh"
}

# Other words would be found wrong only later, by `secaudit init`.
refuse_wrong_address() {
    case $URL in
    *[!A-Za-z0-9.:/_\[\]-]*) ;;
    '' | https://?* | http://127.0.0.1* | http://localhost*) return 0 ;;
    esac
    refuse "--base-url には、職員が打つアドレスを https:// から書いてください: --base-url https://secaudit.city.example.lg.jp" \
        "--base-url is the address that people will type, https:// first: --base-url https://secaudit.city.example.lg.jp"
}

# Two installers at once would build on each other's half.
hold_lock() {
    mkdir -p "$OPT" 2>/dev/null && [ -w "$OPT" ] ||
        refuse "$OPT に書き込めません。ディスクが読み取り専用でないか確かめてください。" \
            "$OPT cannot be written. See whether the disk is mounted read-only."
    exec 9>>"$OPT/.lock"
    flock -n 9 ||
        refuse "別の install.sh が実行中です。終わってから実行してください。" \
            "Another install.sh is running. Wait until it has ended."
}

find_python() {
    for each in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        "$each" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            2>/dev/null || continue
        PYTHON=$each
        return 0
    done
    refuse "Python 3.11〜3.14 がありません。OS の媒体から導入してください(Debian/Ubuntu: python3、RHEL 9: python3.12)。" \
        "Python 3.11 to 3.14 is needed. Install it from the medium of the system (Debian, Ubuntu: python3; RHEL 9: python3.12)."
}

refuse_small_disk() {
    free=$(df -Pm "$OPT" | awk 'NR == 2 {print $4}')
    [ "$free" -ge "$NEEDED_MB" ] || [ -e "$OPT/$VERSION/.complete" ] ||
        refuse "$OPT の空きが ${free} MB しかありません。${NEEDED_MB} MB 空けてください。" \
            "$OPT has ${free} MB free. Make room for ${NEEDED_MB} MB."
}
