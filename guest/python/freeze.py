# SPDX-License-Identifier: Apache-2.0
"""python3.13 freeze.py LIB OUTPUT FILE…: compiles the standard library in the folder LIB, and more files, into OUTPUT.

The format is that which `freeze_library` of plugin.c reads. Prints the names of the modules, without those inside packages.
"""
import ast
import marshal
import os
import struct
import sys

# What cannot work in a sandbox, needs a terminal or a display, or is for tests of the library itself.
SKIPPED = {
    '__phello__', '_ios_support.py', '_pyrepl', 'antigravity.py', 'ctypes', 'curses', 'dbm', 'ensurepip', 'idlelib', 'lib2to3',
    'multiprocessing', 'pydoc_data', 'site-packages', 'test', 'tests', 'test_files', 'this.py', 'tkinter',
    'turtle.py', 'turtledemo', 'venv',
}  # fmt: skip


def compile_module(path, name, is_package):
    with open(path, 'rb') as file:
        source = file.read()
    shown = f'/lib/{name.replace(".", "/")}' + ('/__init__.py' if is_package else '.py')
    tree = ast.parse(source)
    # A frozen module has no __file__, which some modules expect. It follows the docstring and imports of __future__.
    at = 0
    for node in tree.body:
        is_future = isinstance(node, ast.ImportFrom) and node.module == '__future__'
        if not is_future and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
        at += 1
    tree.body[at:at] = ast.parse(f'__file__ = {shown!r}').body
    # Without docstrings: a third of the size.
    return marshal.dumps(compile(ast.fix_missing_locations(tree), shown, 'exec', dont_inherit=True, optimize=2))


def find_modules(folder, prefix):
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        if entry in SKIPPED or entry == '__init__.py':
            continue
        if os.path.isfile(path + '/__init__.py'):
            yield path + '/__init__.py', prefix + entry, True
            yield from find_modules(path, prefix + entry + '.')
        elif entry.endswith('.py'):
            yield path, prefix + entry[:-3], False


def main(library, output, *files):
    modules = [*find_modules(library, ''), *((file, os.path.basename(file)[:-3], False) for file in files)]
    parts = [struct.pack('<I', len(modules))]
    for path, name, is_package in modules:
        code = compile_module(path, name, is_package)
        if '.' not in name:
            print(name)
        title = name.encode() + b'\0'
        parts += [struct.pack('<III', len(title), is_package, len(code)), title, code]
    with open(output, 'wb') as file:
        file.write(b''.join(parts))


main(*sys.argv[1:])
