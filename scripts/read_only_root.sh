#!/bin/sh
# Proves the layout of the Dockerfile without Docker: the program runs as an unprivileged user on a root that is
# read-only and holds nothing but the program and the libraries it is linked to; only its data folder can be written.
# Linux, as root (for mounts in a namespace of its own, which end with the script).
#   scripts/read_only_root.sh [PROGRAM]      target/debug/whitehall unless said
set -eu
cd "$(dirname "$0")/.."
program=$(realpath "${1:-target/debug/whitehall}")
user=65532

if [ "${WHITEHALL_INSIDE:-}" != yes ]; then
    [ "$(id -u)" = 0 ] || { echo "run it as root: it makes mounts of its own" >&2; exit 2; }
    [ -x "$program" ] || { echo "$program is not there: build it first" >&2; exit 2; }
    WHITEHALL_INSIDE=yes exec unshare --mount --propagation private "$0" "$program"
fi

root=$(mktemp -d)
mount -t tmpfs -o size=1g none "$root"
install -d "$root/usr/local/bin" "$root/tmp" "$root/proc"
install -d -o $user -g $user -m 0700 "$root/data"
install -m 0755 "$program" "$root/usr/local/bin/whitehall"
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
    install -D -m 0755 "$library" "$root$library"
done
mount -t tmpfs -o size=256m,uid=$user,gid=$user,mode=0700 none "$root/data"
mount -o remount,ro "$root"

# Nothing of this shell's environment, no capability, no way to gain one.
inside() {
    env -i WHITEHALL_DATA=/data setpriv --reuid $user --regid $user --clear-groups --no-new-privs --bounding-set=-all \
        unshare --user --map-current-user --root "$root" /usr/local/bin/whitehall "$@"
}

failed() { echo "FAILED: $*" >&2; exit 1; }
question='who is the chief digital officer?'

first=$(inside ask "$question") || failed "it does not answer"
[ -n "$first" ] || failed "it answers nothing"
[ "$(inside ask "$question")" = "$first" ] || failed "a second start answers otherwise"
inside backup /data/copy.backup >/dev/null || failed "no backup"
inside restore /data/copy.backup --replace >/dev/null || failed "no restore"
[ "$(inside ask "$question")" = "$first" ] || failed "what was restored answers otherwise"
if inside backup /usr/copy.backup 2>"$root/data/said"; then failed "it wrote outside of its folder"; fi
grep -q 'usr/copy.backup' "$root/data/said" || failed "the refusal does not name the place"
if inside --data /elsewhere ask "$question" 2>/dev/null; then failed "it made a folder on a read-only root"; fi
if inside serve 2>"$root/data/said"; then failed "it serves without a token"; fi
grep -q 'no Discord token' "$root/data/said" || failed "it does not say that there is no token"
if find "$root/data" ! -user $user | grep -v '/said$' | grep .; then failed "a file belongs to somebody else"; fi
if find "$root/data" -name '*.backup' -perm /077 | grep .; then failed "a backup can be read by others"; fi
echo "passed: as user $user, on a read-only root with $(find "$root" -xdev -type f | wc -l) files"
