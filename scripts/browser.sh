#!/bin/sh
# Sees to it that a Chromium is there for the browser tests; installs Debian's where it may.
set -eu
for name in "${KOERS_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's chromium for the browser tests."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    exit 0
fi
echo "No Chromium found: the browser tests will be skipped. Install chromium, or set KOERS_CHROMIUM."
