#!/usr/bin/env bash
# Checks this bundle. Needs bash, jq, coreutils, openssl 3 or newer and ssh-keygen; no kedang, no key.
# 核验本审计包。需要 bash、jq、coreutils、openssl 3 以上和 ssh-keygen；不需要 kedang，也不需要任何密钥。
#
#   bash verify.sh FINGERPRINT
#
# FINGERPRINT: the vault's, as the organisation gave it to you by another way (at least 40 digits).
set -euo pipefail
cd "$(dirname "$0")"
fingerprint=$(tr -d ' ' <<< "${*:?give the fingerprint of the vault}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong() { echo "WRONG: $1" >&2; exit 1; }
unhex() { printf '%b' "$(sed 's/../\\x&/g' <<< "$1")"; }
hash() { sha256sum | cut -d ' ' -f 1; }
head_says() { jq -r ".$1" heads.json; }

# signed KEY LABEL SIGNATURE: the file "$work/bytes" was signed by KEY for the use LABEL
signed() {
  { unhex 302a300506032b6570032100; unhex "$1"; } > "$work/key"
  { printf '%s\0' "$2"; unhex "$(hash < "$work/bytes")"; } > "$work/message"
  unhex "$3" > "$work/signature"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/message" \
    -sigfile "$work/signature" > "$work/said" 2>&1
}

# 1 The vault.
vault=$(head_says vault)
[[ ${#fingerprint} -ge 40 && $vault == "$fingerprint"* ]] || wrong "another vault, or too short a fingerprint"

# 2 The roster: every statement follows from the one before and is signed by an administrator of then.
declare -A key administers present
none=$(printf '0%.0s' {1..64})
prev=$none
members=" "
n=0
while IFS= read -r line; do
  jq -rj .statement <<< "$line" > "$work/bytes"
  get() { jq -r "$1" "$work/bytes"; }
  [[ $(get .n) == "$n" && $(get .prev) == "$prev" ]] || wrong "roster statement $n is out of place"
  by=$(get .by)
  if ((n == 0)); then
    genesis=$(get .step.signing_key)
    [[ $by == 1 && $(get .step.operator) == 1 ]] || wrong "the roster does not begin with operator 1"
    [[ $(unhex "$genesis" | hash) == "$vault" ]] || wrong "the vault is not named after the first key"
    key[1]=$genesis
  else
    [[ $members == *" $by "* && ${administers[$by]} == true ]] ||
      wrong "roster statement $n is signed by no administrator"
  fi
  signed "${key[$by]}" kedang/k1/roster "$(jq -r .signature <<< "$line")" ||
    wrong "the signature of roster statement $n"
  who=$(get .step.operator)
  if [[ $(get .step.act) == add ]]; then
    [[ -z ${administers[$who]:-} ]] || wrong "operator $who is added twice"
    key[$who]=$(get .step.signing_key)
    administers[$who]=$(get '.step.capabilities | index("administer") != null')
    members+="$who "
  else
    members=${members/ $who / }
  fi
  prev=$(hash < "$work/bytes")
  present[$prev]=$members
  n=$((n + 1))
done < roster.jsonl
roster=$prev

# 3 The log: each entry is in the chain, its key opens it to what stands beside it, and the operator it
#   names signed the checkpoint behind it.
entries=0
head=
at=0
if [[ $(head_says since) == null ]]; then head=$vault; fi
exec 3< <(jq -r '.seq, .sealed, .key, .entry.operator, (.entry | tojson)' log.jsonl)
entry() { # OPERATOR
  local seq sealed opens operator text said
  read -r seq <&3 || wrong "entries are missing after $at"
  read -r sealed <&3 && read -r opens <&3 && read -r operator <&3 && IFS= read -r text <&3
  at=$((at + 1))
  [[ $seq == "$at" ]] || wrong "entry $at is missing or out of order"
  [[ $operator == "$1" ]] || wrong "entry $seq names another operator than the one who signed for it"
  sealed=$(base64 -d <<< "$sealed" | od -An -v -tx1 | tr -d ' \n')
  # "kedang/k1/log", the head before, the number, the sealed bytes
  head=$(unhex "6b6564616e672f6b312f6c6f67$head$(printf %016x "$seq")$sealed" | sha256sum)
  head=${head%% *}
  # nonce (24 bytes), ciphertext, tag (16 bytes); inside: length (4 bytes), text, zeros
  said=$(unhex "${sealed:48:${#sealed}-80}" |
    openssl enc -d -chacha20 -K "$opens" -iv "0100000000000000${sealed:32:16}" |
    tail -c +5 | tr -d '\0')
  [[ $said == "$text" || $(jq -cS . <<< "$said" 2> "$work/said") == "$(jq -cS . <<< "$text")" ]] ||
    wrong "entry $seq does not say what stands beside it"
  entries=$((entries + 1))
}
while read -r seq && read -r bytes && read -r signature; do
  field() { echo "${bytes:$((2 * $1)):$((2 * $2))}"; } # OFFSET LENGTH
  operator=$((16#$(field 318 8)))
  [[ $((16#$(field 1 8))) == "$seq" ]] || wrong "checkpoint $seq is another"
  [[ ${present[$(field 141 32)]:-} == *" $operator "* ]] || wrong "checkpoint $seq is signed by nobody of then"
  unhex "$bytes" > "$work/bytes"
  signed "${key[$operator]}" kedang/k1/checkpoint "$signature" || wrong "the signature of checkpoint $seq"
  if [[ -z $head ]]; then
    head=$(field 9 32) at=$seq
    continue
  fi
  while ((at < seq)); do entry "$operator"; done
  [[ $at == "$seq" && $head == "$(field 9 32)" ]] || wrong "the log breaks before entry $seq"
done < <(jq -r '.seq, .bytes, .signature' checkpoints.jsonl)
if read -r seq <&3; then wrong "entry $seq is signed by nobody"; fi

# 4 What the last checkpoint says of everything else.
[[ $at == "$(head_says last)" && $head == "$(head_says head)" ]] || wrong "the log does not end where heads.json says"
[[ $(field 141 32) == "$roster" ]] || wrong "the roster does not end where the log says"
[[ $(field 238 32) == "$(hash < policy.json)" ]] || wrong "another policy was in force"
lines=$(grep -c '' destruction.log)
[[ $((16#$(field 270 8))) == "$lines" ]] || wrong "destruction.log has not as many lines as the log says"
[[ $(field 278 32) == "$(tail -n 1 destruction.log | head -c -1 | hash)" ]] || wrong "destruction.log ends otherwise"
bash verify-log.sh destruction.log > "$work/said" 2>&1 || wrong "destruction.log: $(cat "$work/said")"
grep -q "of vault $vault " "$work/said" || wrong "destruction.log is of another vault"

# 5 Who made the bundle.
sha256sum --quiet -c SHA256SUMS > "$work/said" 2>&1 || wrong "a file is not as it was when the bundle was made"
maker=$(head_says made_by)
{ echo -n "O-$maker ssh-ed25519 "; { unhex 0000000b; printf ssh-ed25519; unhex 00000020; unhex "${key[$maker]}"; } | base64 -w 0; } > "$work/signers"
ssh-keygen -Y verify -n kedang-audit -f "$work/signers" -I "O-$maker" -s SHA256SUMS.sig < SHA256SUMS \
  > "$work/said" 2>&1 || wrong "the signature over SHA256SUMS"
echo "$entries entries up to $at of vault $vault are genuine; the head is $head; made by O-$maker"
