# verify-log.sh
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/signers" "$work/may"
prev=0000000000000000000000000000000000000000000000000000000000000000
n=0
wrong() { echo "line $n is wrong: $1" >&2; exit 1; }
get() { jq -r "$1" "$work/payload"; }
# who CAPABILITY…: the signer, who must have one of them
may() { for c; do ! grep -Fxq "$signer $c" "$work/may" || return 0; done; wrong "signed by nobody who may"; }
enter() { # OPERATOR KEY CAPABILITY…
  echo "$1 namespaces=\"kedang-destruction\" $2" >> "$work/signers"
  for c in "${@:3}"; do echo "$1 $c" >> "$work/may"; done
}

while IFS= read -r line; do
  n=$((n + 1))
  jq -rj .payload <<< "$line" > "$work/payload" || wrong "not JSON"
  jq -r .signature <<< "$line" > "$work/signature"
  test "$(get .format)" = kedang-destruction/1 || wrong "another format"
  test "$(get .line)" = "$n" || wrong "lines are missing or out of order"
  test "$(get .prev)" = "$prev" || wrong "does not follow from the line before"
  case $(get .type) in
    genesis)
      test "$n" = 1 || wrong "a second beginning"
      vault=$(get .vault)
      key=$(get .key)
      hash=$(base64 -d <<< "${key#ssh-ed25519 }" | tail -c 32 | sha256sum)
      test "${hash%% *}" = "$vault" || wrong "the vault is not named after this key"
      signer=$(get .operator)
      test "$signer" = O-1 || wrong "not the first operator"
      enter "$signer" "$key" administer purge backup ;;
    roster) signer=$(get .by); may administer ;;
    destruction | physical) signer=$(get .executor.operator); may purge ;;
    scrub) signer=$(get .executor.operator); may purge backup ;;
    *) wrong "a type of line that this page does not know" ;;
  esac
  test "$n" != 1 || test "$(get .type)" = genesis || wrong "does not begin at the beginning"
  ssh-keygen -Y verify -n kedang-destruction -f "$work/signers" -I "$signer" \
    -s "$work/signature" < "$work/payload" > "$work/said" 2>&1 || wrong "its signature"
  case $(get .type) in
    roster)
      operator=$(get .operator)
      if test "$(get .act)" = add; then
        # shellcheck disable=SC2046
        enter "$operator" "$(get .key)" $(get '.capabilities[]')
      else
        sed -i "/^$operator /d" "$work/signers" "$work/may"
      fi ;;
    destruction | scrub | physical) test "$(get .vault)" = "$vault" || wrong "of another vault" ;;
  esac
  prev=$(printf %s "$line" | sha256sum)
  prev=${prev%% *}
done < "$1"
test "$n" -gt 0 || { echo "there is no line" >&2; exit 1; }
echo "$n lines of vault $vault are genuine; the last one has the hash $prev"
