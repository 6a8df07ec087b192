#!/bin/sh
# Installs componentize-js, which makes components of JavaScript, into a folder outside of the project, unless it is there:
# it is too large to be a dependency. Prints what ORTHANC_WASM_COMPONENTIZE has to be for the tests:
#   export ORTHANC_WASM_COMPONENTIZE="$(test/support/install-componentize.sh FOLDER)"
set -eu
folder=${1:?name the folder to install into}
version=0.23.0
modules=$folder/node_modules
package=$modules/@bytecodealliance/componentize-js/package.json
if ! grep -qs "\"version\": \"$version\"" "$package"; then
  mkdir -p "$folder"
  # Without one of its own, npm would install into a folder above that has one.
  echo '{ "private": true }' >"$folder/package.json"
  npm install --prefix "$folder" --no-audit --no-fund --silent --save-exact \
    "@bytecodealliance/componentize-js@$version" >&2
fi
cd "$modules" && pwd
