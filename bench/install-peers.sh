#!/bin/sh
# Installs the npm packages that the benchmarks compare with into a folder outside of the project, unless they are there: no
# test needs them. Prints what ORTHANC_WASM_BENCH_MODULES has to be:
#   export ORTHANC_WASM_BENCH_MODULES="$(bench/install-peers.sh FOLDER)"
set -eu
folder=${1:?name the folder to install into}
packages="@extism/extism@1.0.3 create-vite@9.3.0 vite@8.3.8 wrangler@4.86.0"
if [ "$(cat "$folder/packages" 2>/dev/null)" != "$packages" ]; then
  mkdir -p "$folder"
  # Without one of its own, npm would install into a folder above that has one.
  echo '{ "private": true }' >"$folder/package.json"
  # Without quotes: one argument for each package.
  npm install --prefix "$folder" --no-audit --no-fund --silent --save-exact $packages >&2
  echo "$packages" >"$folder/packages"
fi
cd "$folder/node_modules" && pwd
