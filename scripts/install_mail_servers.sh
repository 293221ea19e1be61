#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Dovecot and Postfix for `make test-mail-servers`, from Debian's packages. Where they cannot be had it says why and
# still succeeds: the tests then skip. No server is left running: the tests start their own, on loopback ports.
set -uo pipefail

minutes=5
PATH=$PATH:/usr/sbin:/sbin
quiet=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C)
apt=(timeout "$((minutes * 60))" "${quiet[@]}" apt-get -qq -y -o Acquire::http::Timeout=30 -o Acquire::Retries=1
  -o DPkg::Lock::Timeout=60 -o Dpkg::Options::=--force-confold)
policy=/usr/sbin/policy-rc.d

without() {
  echo "Mail servers not installed: $1. Their tests are skipped."
  exit 0
}

missing=()
command -v dovecot >/dev/null || missing+=(dovecot-imapd)
command -v postfix >/dev/null || missing+=(postfix)
[ ${#missing[@]} -eq 0 ] && { echo "Mail servers: dovecot and postfix are here."; exit 0; }
command -v apt-get >/dev/null || without "this system has no apt-get"
[ "$(id -u)" -eq 0 ] || without "only root installs packages (${missing[*]})"

# Debian starts a service as soon as it is installed, unless this file says no.
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
if command -v debconf-set-selections >/dev/null; then
  echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
fi
install=("${apt[@]}" install --no-install-recommends "${missing[@]}")
log=$(mktemp)
"${apt[@]}" update >"$log" 2>&1 </dev/null # a list that is old may still do
"${install[@]}" >>"$log" 2>&1 </dev/null || { tail -n 5 "$log"; rm -f "$log"; without "apt-get failed"; }
rm -f "$log"
echo "Mail servers installed: ${missing[*]}."
