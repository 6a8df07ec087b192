#!/usr/bin/env bash
# Builds the package orthanc-wasm-python, which is CPython as a plugin, and writes it to the folder OUT: Debian's sources of
# CPython, Pillow and the libraries of both, compiled to WASI with Debian's clang. Both steps, the interpreter (minutes) and the
# plugin around it (seconds), are kept in a cache under a hash of all that they are made of. Needs:
#   apt-get install clang-19 lld-19 llvm-19 libclang-rt-19-dev-wasm32 wasi-libc python3.13 dpkg-dev make xz-utils gcc tcl
set -euo pipefail
out=$(realpath -m "${1:?name the folder to write to}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/orthanc-wasm-python

# Debian's packages and their sources. The hashes say which ones are meant, whatever the revision of the package is.
packages="bzip2 freetype libjpeg-turbo pillow python3.13 sqlite3 xz-utils zlib"
hashes="
ab5a03176ee106d3f0fa90e381da478ddae405918153cca248e682cd0c4a2269  bzip2_1.0.8.orig.tar.gz
686ec73cbf6783b245dd068a09ce807b729ac0f8a46dd70f7867923c32fdf4de  freetype_2.13.3+dfsg.orig.tar.xz
254f3642b04e309fee775123133c6464181addc150499561020312ec61c1bf7c  libjpeg-turbo_2.1.5.orig.tar.gz
0fc52818220b9c2208e635d495f6819826607a352c42d0b9524f51f2b8a1a82a  pillow_11.1.0.orig.tar.xz
93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640  python3.13_3.13.5.orig.tar.xz
d0cdd2ece271b29e7ce18095745d892517ee26d0f270065b3a25c2e9eb11639c  sqlite3_3.46.1.orig.tar.xz
0b54f79df85912504de0b14aec7971e3f964491af1812d83447005807513cd9e  xz-utils_5.8.1.orig.tar.xz
60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb  zlib_1.3.dfsg+really1.3.1.orig.tar.gz"
python=Python-3.13.5
pillow=pillow-11.1.0
jpeg=libjpeg-turbo-2.1.5
freetype=freetype-2.13.3
sqlite=sqlite3-3.46.1
xz=xz-5.8.1/src
bzip2=bzip2-1.0.8
zlib=zlib-1.3.1

for tool in clang-19 wasm-ld-19 llvm-ar-19 python3.13 apt-get make gcc tclsh; do
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
  # shellcheck disable=SC2086
  apt-get "${options[@]}" source --download-only --tar-only $packages
  echo "$hashes" | sed 1d | sha256sum --check --quiet
  local archive
  for archive in *.orig.tar.*; do
    # Most of Pillow are images for its tests.
    case $archive in
    pillow*) tar -xf "$archive" "$pillow/src" "$pillow/LICENSE" ;;
    *-www.* | *-ft2*) ;;
    *) tar -xf "$archive" ;;
    esac
  done
}

# In a shell of its own, whose variables say how CPython is compiled.
compile_interpreter() (
  # The name of this folder is in no file that it makes.
  local mapped="$flags -ffile-prefix-map=$PWD=/python"
  mkdir "$python/build-wasi"
  cd "$python/build-wasi"
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
)

# library NAME FLAG… -- FILE…: compiles the files, two at a time, into NAME.a.
library() {
  local name=$1 objects=$1.objects options=()
  shift
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  mkdir "$objects"
  # shellcheck disable=SC2016
  printf '%s\n' "$@" | xargs -P 2 -I SOURCE sh -c 'out=$1 file=$2; shift 2; exec "$@" -c "$file" -o "$out/$(basename "$file").o"' \
    sh "$objects" SOURCE $target $flags "${options[@]}"
  llvm-ar-19 rcs "$name.a" "$objects"/*.o
}

compile_libraries() {
  local sources coder coders=
  library libz -- $zlib/{adler32,crc32,deflate,infback,inffast,inflate,inftrees,trees,zutil,compress,uncompr}.c

  library libbz2 -- $bzip2/{blocksort,huffman,crctable,randtable,compress,decompress,bzlib}.c

  for coder in LZMA1 LZMA2 DELTA X86 POWERPC IA64 ARM ARMTHUMB ARM64 SPARC RISCV; do
    coders="$coders -DHAVE_ENCODER_$coder -DHAVE_DECODER_$coder"
  done
  # Without what needs threads, programs that write tables, and other formats.
  sources=$(printf '%s\n' $xz/liblzma/*/*.c | grep -vE '_mt\.c|outqueue|hardware_|_small\.c|_tablegen\.c|_gen\.c|microlzma|lzip')
  library liblzma -DHAVE_STDBOOL_H -DHAVE_STDINT_H -DHAVE_INTTYPES_H -DHAVE_ENCODERS -DHAVE_DECODERS $coders \
    -DHAVE_CHECK_CRC32 -DHAVE_CHECK_CRC64 -DHAVE_CHECK_SHA256 -DHAVE_MF_HC3 -DHAVE_MF_HC4 -DHAVE_MF_BT2 -DHAVE_MF_BT3 \
    -DHAVE_MF_BT4 -DSIZEOF_SIZE_T=4 -DNDEBUG -DASSUME_RAM=128 -I$xz/common \
    -I$xz/liblzma/{api,common,check,lz,rangecoder,lzma,delta,simple} -- $sources

  mkdir $sqlite/build
  (cd $sqlite/build && ../configure -q --disable-tcl --disable-readline >/dev/null 2>&1 && make -s sqlite3.c >/dev/null)
  # One process has a file: it is not locked. Temporary tables are in memory.
  library libsqlite3 -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL -DSQLITE_MAX_MMAP_SIZE=0 \
    -DSQLITE_TEMP_STORE=3 '-DSQLITE_DEFAULT_UNIX_VFS="unix-none"' -DSQLITE_ENABLE_MATH_FUNCTIONS -- $sqlite/build/sqlite3.c
}

# The modules in C of CPython that need these libraries.
compile_modules() {
  library libmodules -I$python/Include -I$python/Include/internal -I$python/build-wasi -DPy_BUILD_CORE_BUILTIN \
    -I$zlib -I$bzip2 -I$xz/liblzma/api -I$sqlite/build -DPY_SQLITE_HAVE_SERIALIZE -- \
    $python/Modules/{zlibmodule,_bz2module,_lzmamodule}.c $python/Modules/_sqlite/*.c
}

compile_pillow() {
  # What CMake would write.
  mkdir config
  printf '#define %s\n' 'JPEG_LIB_VERSION 62' 'LIBJPEG_TURBO_VERSION 2.1.5' 'LIBJPEG_TURBO_VERSION_NUMBER 2001005' \
    'C_ARITH_CODING_SUPPORTED 1' 'D_ARITH_CODING_SUPPORTED 1' 'MEM_SRCDST_SUPPORTED 1' 'BITS_IN_JSAMPLE 8' >config/jconfig.h
  printf '#define %s\n' 'BUILD ""' 'INLINE inline' THREAD_LOCAL 'PACKAGE_NAME "libjpeg-turbo"' 'VERSION "2.1.5"' \
    'SIZEOF_SIZE_T 4' HAVE_BUILTIN_CTZL 'FALLTHROUGH __attribute__((fallthrough));' >config/jconfigint.h
  sed 's/@COPYRIGHT_YEAR@/1991-2023/' $jpeg/jversion.h.in >config/jversion.h
  library libjpeg -Iconfig -I$jpeg -- $(sed -n '/^set(JPEG_SOURCES/,/)/p' $jpeg/CMakeLists.txt | grep -oE 'j[a-z0-9]+\.c' | sed "s|^|$jpeg/|") \
    $jpeg/{jaricom,jcarith,jdarith,jsimd_none}.c
  # TrueType and OpenType fonts.
  printf 'FT_USE_MODULE( FT_%s_class )\n' 'Module_Class, autofit_module' 'Driver_ClassRec, tt_driver' 'Driver_ClassRec, cff_driver' \
    'Module_Class, psaux_module' 'Module_Class, psnames_module' 'Module_Class, pshinter_module' 'Module_Class, sfnt_module' \
    'Renderer_Class, ft_smooth_renderer' 'Renderer_Class, ft_raster1_renderer' >config/modules.h
  library libfreetype -mllvm -wasm-enable-sjlj -DFT2_BUILD_LIBRARY '-DFT_CONFIG_MODULES_H="modules.h"' -DFT_CONFIG_OPTION_SYSTEM_ZLIB \
    -Iconfig -I$zlib -I$freetype/include -- \
    $freetype/src/base/{ftbase,ftbbox,ftbitmap,ftdebug,ftglyph,ftinit,ftmm,ftstroke,ftsynth,ftsystem}.c $freetype/src/gzip/ftgzip.c \
    $freetype/src/{autofit/autofit,truetype/truetype,cff/cff,psaux/psaux,psnames/psnames,pshinter/pshinter,sfnt/sfnt,smooth/smooth,raster/raster}.c
  # CPython passes NULL to functions without arguments, and WebAssembly checks the number of arguments of a call.
  sed -i -E 's/^(_isblock|_getextrema|_getprojection|_split|_getpalettemode|_chop_invert|_encode_to_pyfd|font_getvarnames|font_getvaraxes)\(((Imaging|Font)\w+ \*\w+)\)/\1(\2, PyObject *none)/' \
    $pillow/src/{_imaging,_imagingft,encode}.c
  # libjpeg reports errors by longjmp, which is an exception of WebAssembly. Except.c is for programs without Python.
  library libpillow -mllvm -wasm-enable-sjlj -I$python/Include -I$python/build-wasi -Iconfig -I$jpeg -I$zlib -I$freetype/include -I$pillow/src/libImaging \
    -DHAVE_LIBJPEG -DHAVE_LIBZ "-DPILLOW_VERSION=\"${pillow#*-}\"" -- \
    $(printf '%s\n' $pillow/src/libImaging/*.c | grep -v /Except.c) $pillow/src/{_imaging,_imagingft,_imagingmath,_imagingmorph,decode,encode,map,display,outline,path}.c
}

# What the second step needs of the first: headers, archives, the libraries in Python, licences.
keep_results() {
  local built=$python/build-wasi
  cp -r $python/Include $python/Lib "$1"
  cp $built/pyconfig.h "$1/Include"
  cp $built/libpython3.13.a $built/Modules/_decimal/libmpdec/libmpdec.a $built/Modules/_hacl/libHacl_Hash_SHA2.a \
    $built/Modules/expat/libexpat.a ./*.a "$1"
  rm -rf "$1/Lib/test"
  cp -r $pillow/src/PIL "$1/Lib"
  cp $python/LICENSE "$1/LICENSE.cpython"
  cp $python/Doc/license.rst "$1/LICENSE.incorporated.rst"
  cp $python/Modules/expat/COPYING "$1/LICENSE.expat"
  cp $zlib/LICENSE "$1/LICENSE.zlib"
  cp $bzip2/LICENSE "$1/LICENSE.bzip2"
  cp $xz/../COPYING.0BSD "$1/LICENSE.liblzma"
  cp $sqlite/LICENSE.md "$1/LICENSE.sqlite"
  cp $pillow/LICENSE "$1/LICENSE.pillow"
  cp $freetype/docs/FTL.TXT "$1/LICENSE.freetype"
  cat $jpeg/LICENSE.md $jpeg/README.ijg >"$1/LICENSE.libjpeg-turbo"
}

if ! [ -e "$interpreter" ]; then
  work=$(mktemp -d "${TMPDIR:-/tmp}/orthanc-wasm-python.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/results" "$cache"
  cd "$work"
  fetch_sources
  compile_interpreter
  compile_libraries
  compile_modules
  compile_pillow
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
  llvm-nm-19 --defined-only --just-symbol-name "$interpreter"/*.a 2>/dev/null | sed -n 's/^PyInit_//p' >>"$1/names"
  { cat "$1/names"; printf '%s\n' builtins marshal multiprocessing orthanc sys _warnings; } | LC_ALL=C sort -u >"$1/modules.txt"
  for name in plugin module callbacks host timer files http; do
    $target $flags $include -std=gnu23 -ffile-prefix-map="$here=/orthanc-wasm" -ffile-prefix-map="$interpreter=/python" -c "$here/$name.c" -o "$1/$name.o"
  done
  $target $flags -include stdlib.h -include string.h -I"$here/../include" -c "$here/../c/shim.c" -o "$1/shim.o"
  # Each function of WASI that files.c defines in its place.
  wrapped=$(sed -n 's/^__wasi_errno_t WRAP(\([a-z_]*\)).*/-Wl,--wrap=__wasi_\1/p' "$here/files.c")
  $target -mexec-model=reactor -o "$1/python.wasm" "$1"/{plugin,module,callbacks,host,timer,files,http,shim}.o "$interpreter"/*.a \
    -ldl -lm -lsetjmp $libraries $wrapped -Wl,-z,stack-size=4194304 -Wl,--stack-first -Wl,--strip-debug \
    -Wl,--export=malloc,--export=free,--export=orthanc_python_files,--export-table \
    -Wl,--wrap=sbrk,--export=orthanc_wasm_failed_allocation \
    -Wl,--export=OrthancPluginInitialize,--export=OrthancPluginFinalize \
    -Wl,--export=OrthancPluginGetName,--export=OrthancPluginGetVersion
}

if ! [ -e "$plugin" ]; then
  rm -rf "${work:-}"
  work=$(mktemp -d "${TMPDIR:-/tmp}/orthanc-wasm-python.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/package" "$work/objects"
  link_plugin "$work/objects"
  cp "$work/objects/python.wasm" "$work/objects/modules.txt" "$here/package.json" "$here/README.md" "$interpreter"/LICENSE.* "$work/package"
  echo "${python#Python-}" >"$work/package/version.txt"
  cp /usr/share/doc/wasi-libc/copyright "$work/package/LICENSE.wasi-libc"
  mv -T "$work/package" "$plugin.$$" && { mv -T "$plugin.$$" "$plugin" 2>/dev/null || rm -rf "$plugin.$$"; }
fi

mkdir -p "$out"
cp "$plugin"/* "$out"
