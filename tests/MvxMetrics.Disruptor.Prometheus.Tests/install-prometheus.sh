#!/bin/sh
# Unpacks Debian's package prometheus (server and promtool) into a folder: nothing is installed, no service is started.
# Usage: install-prometheus.sh FOLDER; the programs are then in FOLDER/usr/bin.
set -eu
mkdir -p "$1"
cd "$1"
fetch() { apt-get download -qq -o APT::Sandbox::User=root prometheus 2>/dev/null; }
if ! fetch; then
    sudo=
    [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
    $sudo apt-get update -qq
    fetch
fi
dpkg-deb -x prometheus_*.deb .
rm -f prometheus_*.deb
usr/bin/prometheus --version >/dev/null
