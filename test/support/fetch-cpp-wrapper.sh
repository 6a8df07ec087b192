#!/bin/sh
# Fetches the sources that a plugin with Orthanc's C++ wrapper is compiled with, and Orthanc's sample plugins, from Debian's source
# packages of the installed orthanc-dev and libjsoncpp-dev, into a folder outside of the project, unless they are there: they
# are licensed under the GPL. Prints what ORTHANC_WASM_CPP_WRAPPER has to be for the tests:
#   export ORTHANC_WASM_CPP_WRAPPER="$(test/support/fetch-cpp-wrapper.sh FOLDER)"
set -eu
folder=${1:?name the folder to write to}
version=$(dpkg-query -W -f '${source:Version}' orthanc-dev)
sources=$folder/$version
if ! [ -e "$sources/orthanc/OrthancFramework" ]; then
  work=$folder/work
  rm -rf "$work" && mkdir -p "$work/lists/partial" "$sources"
  # The sources of the release that is installed, whether the machine lists source packages or not.
  . /etc/os-release
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.pgp] http://deb.debian.org/debian $VERSION_CODENAME main" \
    >"$work/sources.list"
  apt_get() {
    apt-get -qq -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
      -o "Dir::State::Lists=$work/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@" >&2
  }
  apt_get update
  cd "$work"
  apt_get source --download-only --tar-only "orthanc=$version"
  apt_get source --download-only --tar-only libjsoncpp
  for archive in *.tar.*; do tar -xf "$archive"; done
  cp */OrthancServer/Plugins/Samples/Common/OrthancPluginCppWrapper.* \
    */OrthancServer/Plugins/Samples/Common/OrthancPluginException.h */src/lib_json/json_* "$sources"
  mkdir -p "$sources/orthanc/OrthancServer/Plugins"
  cp -R */OrthancServer/Plugins/Samples "$sources/orthanc/OrthancServer/Plugins/"
  cp -R */OrthancFramework "$sources/orthanc/"
  cd "$folder" && rm -rf "$work"
fi
cd "$sources" && pwd
