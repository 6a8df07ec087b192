#!/usr/bin/env bash
# Builds the package orthanc-wasm-python, which is CPython as a plugin, and writes it to the folder OUT: Debian's source of
# CPython, compiled to WASI with Debian's clang. Both steps, the interpreter (minutes) and the plugin around it (seconds), are
# kept in a cache under a hash of all that they are made of. Needs:
#   apt-get install clang-19 lld-19 llvm-19 libclang-rt-19-dev-wasm32 wasi-libc python3.13 dpkg-dev make xz-utils
set -euo pipefail
out=$(realpath -m "${1:?name the folder to write to}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/orthanc-wasm-python

python_version=3.13.5
python_source=python3.13_$python_version.orig.tar.xz
python_sha256=93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640
zlib_source=zlib_1.3.dfsg+really1.3.1.orig.tar.gz
zlib_sha256=60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb

for tool in clang-19 wasm-ld-19 llvm-ar-19 python3.13 apt-get make; do
  command -v "$tool" >/dev/null || { echo "$tool is missing; the first lines of $0 name the packages" >&2; exit 1; }
done

target="clang-19 --target=wasm32-wasi --sysroot=/usr"
emulated="signal getpid process-clocks"
flags="-O2 -w -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS"
libraries=$(printf -- '-lwasi-emulated-%s ' $emulated)

hash_of() { sha256sum | cut -c 1-24; }
tools=$(dpkg-query -W -f '${Package} ${Version}\n' clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc)
# The first step depends on this file only up to the line that ends it.
first_step=$(sed '/^# --- the plugin/q' "${BASH_SOURCE[0]}")
interpreter=$cache/cpython-$(printf '%s\n' "$tools" "$first_step" | hash_of)

fetch_sources() {
  mkdir -p lists/partial
  . /etc/os-release
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.pgp] http://deb.debian.org/debian $VERSION_CODENAME main" >sources.list
  local options=(-qq -o Dir::Etc::SourceList="$PWD/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State::Lists="$PWD/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
  apt-get "${options[@]}" update
  # The hashes below say which sources are meant, whatever the revision of Debian's package is.
  apt-get "${options[@]}" source --download-only --tar-only python3.13 zlib
  printf '%s  %s\n' "$python_sha256" "$python_source" "$zlib_sha256" "$zlib_source" | sha256sum --check --quiet
  tar -xf "$python_source"
  tar -xf "$zlib_source"
}

compile_interpreter() {
  # The name of this folder is in no file that it makes.
  local mapped="$flags -ffile-prefix-map=$PWD=/python"
  mkdir "Python-$python_version/build-wasi"
  cd "Python-$python_version/build-wasi"
  export CC=$target CPP="$target -E" CXX="clang++-19 --target=wasm32-wasi --sysroot=/usr" AR=llvm-ar-19 RANLIB=llvm-ranlib-19
  export CFLAGS=$mapped LDFLAGS=$libraries LDSHARED= CONFIG_SITE=$PWD/../Tools/wasm/config.site-wasm32-wasi
  # The interpreter says when it was compiled: the day of its release.
  export SOURCE_DATE_EPOCH=1749600000
  # Cross compilation finds libraries of this machine, and misses clock(), which is in an emulated library.
  export ac_cv_func_clock=yes ac_cv_header_uuid_h=no ac_cv_header_uuid_uuid_h=no
  export ac_cv_lib_uuid_uuid_generate_time=no ac_cv_lib_uuid_uuid_generate_time_safe=no
  local module
  for module in _bz2 _ctypes _ctypes_test _curses _curses_panel _dbm _gdbm _hashlib _lzma _sqlite3 _ssl _tkinter _uuid readline zlib; do
    export "py_cv_module_$module=n/a"
  done
  ../configure -q --host=wasm32-wasip1 --build="$(cc -dumpmachine 2>/dev/null || echo x86_64-linux-gnu)" \
    --with-build-python="$(command -v python3.13)" --disable-test-modules --with-ensurepip=no --without-pymalloc --prefix=/usr
  make -s -j2 libpython3.13.a
  cd ../..
}

compile_zlib() {
  local sources=zlib-1.3.1 python=Python-$python_version name
  for name in adler32 crc32 deflate infback inffast inflate inftrees trees zutil compress uncompr; do
    $target $flags -I$sources -c "$sources/$name.c" -o "$1/$name.o"
  done
  $target $flags -I$sources -I$python/Include -I$python/Include/internal -I$python/build-wasi -DPy_BUILD_CORE_BUILTIN \
    -c $python/Modules/zlibmodule.c -o "$1/zlibmodule.o"
}

# What the second step needs of the first: headers, archives, the library in Python, licences.
keep_results() {
  local python=Python-$python_version built=Python-$python_version/build-wasi
  cp -r $python/Include $python/Lib "$1"
  cp $built/pyconfig.h "$1/Include"
  cp $built/libpython3.13.a $built/Modules/_decimal/libmpdec/libmpdec.a $built/Modules/_hacl/libHacl_Hash_SHA2.a \
    $built/Modules/expat/libexpat.a "$1"
  rm -rf "$1/Lib/test"
  cp $python/LICENSE "$1/LICENSE.cpython"
  cp $python/Doc/license.rst "$1/LICENSE.incorporated.rst"
  cp $python/Modules/expat/COPYING "$1/LICENSE.expat"
  cp zlib-1.3.1/LICENSE "$1/LICENSE.zlib"
}

if ! [ -e "$interpreter" ]; then
  work=$(mktemp -d "${TMPDIR:-/tmp}/orthanc-wasm-python.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/results" "$cache"
  cd "$work"
  fetch_sources
  compile_interpreter
  compile_zlib "$work/results"
  keep_results "$work/results"
  # Complete or absent; another build may have been faster.
  mv -T "$work/results" "$interpreter.$$" && { mv -T "$interpreter.$$" "$interpreter" 2>/dev/null || rm -rf "$interpreter.$$"; }
fi

# --- the plugin

sources="$here/*.c $here/*.h $here/*.py $here/../c/shim.c $here/../include/orthanc/OrthancCPlugin.h $here/build.sh"
plugin=$cache/plugin-$({ echo "$interpreter"; cat $sources "$here/package.json"; } | hash_of)

link_plugin() {
  local include="-I$interpreter/Include -I$here/../include --embed-dir=$1 -I$here" wrapped name
  PYTHONHASHSEED=0 python3.13 -I -S "$here/freeze.py" "$interpreter/Lib" "$1/library.bin" "$here"/_orthanc_*.py >"$1/names"
  # The modules in C: each has a function that creates it.
  llvm-nm-19 --defined-only --just-symbol-name "$interpreter"/*.a "$interpreter"/*.o 2>/dev/null | sed -n 's/^PyInit_//p' >>"$1/names"
  { cat "$1/names"; printf '%s\n' builtins marshal orthanc sys _warnings; } | LC_ALL=C sort -u >"$1/modules.txt"
  for name in plugin module callbacks files http; do
    $target $flags $include -std=gnu23 -ffile-prefix-map="$here=/orthanc-wasm" -ffile-prefix-map="$interpreter=/python" -c "$here/$name.c" -o "$1/$name.o"
  done
  $target $flags -include stdlib.h -include string.h -I"$here/../include" -c "$here/../c/shim.c" -o "$1/shim.o"
  # Each function of WASI that files.c defines in its place.
  wrapped=$(sed -n 's/^__wasi_errno_t WRAP(\([a-z_]*\)).*/-Wl,--wrap=__wasi_\1/p' "$here/files.c")
  $target -mexec-model=reactor -o "$1/python.wasm" "$1"/{plugin,module,callbacks,files,http,shim}.o "$interpreter"/*.o "$interpreter"/*.a \
    -ldl -lm $libraries $wrapped -Wl,-z,stack-size=4194304 -Wl,--stack-first -Wl,--strip-debug \
    -Wl,--export=malloc,--export=free,--export=orthanc_python_files,--export-table \
    -Wl,--wrap=sbrk,--export=orthanc_wasm_failed_allocation \
    -Wl,--export=OrthancPluginInitialize,--export=OrthancPluginFinalize \
    -Wl,--export=OrthancPluginGetName,--export=OrthancPluginGetVersion
}

if ! [ -e "$plugin" ]; then
  work=$(mktemp -d "${TMPDIR:-/tmp}/orthanc-wasm-python.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/package" "$work/objects"
  link_plugin "$work/objects"
  cp "$work/objects/python.wasm" "$work/objects/modules.txt" "$here/package.json" "$here/README.md" "$interpreter"/LICENSE.* "$work/package"
  echo "$python_version" >"$work/package/version.txt"
  cp /usr/share/doc/wasi-libc/copyright "$work/package/LICENSE.wasi-libc"
  mv -T "$work/package" "$plugin.$$" && { mv -T "$plugin.$$" "$plugin" 2>/dev/null || rm -rf "$plugin.$$"; }
fi

mkdir -p "$out"
cp "$plugin"/* "$out"
