# SPDX-License-Identifier: Apache-2.0
"""Runs a script as Orthanc's plugin for Python does: as a module, found in its own folder."""
import ast
import importlib
import importlib.machinery
import importlib.util
import os
import sys

from _orthanc_report import folder

# What the build adds of the Python path.
_packages = '/plugin/site-packages'

# What a sandbox cannot have, by the names of modules.
_missing = {
    '_multiprocessing': 'there are no processes; serve the script with --workers',
    **dict.fromkeys(('ctypes', '_ctypes'), 'there are no native libraries'),
    **dict.fromkeys(('ssl', '_ssl'), 'the host encrypts: urllib.request and requests can send to https:'),
    **dict.fromkeys(('curses', 'tkinter', 'readline', 'idlelib', 'turtle'), 'there is no terminal and no display'),
}


class _Finder:
    """Says why a module is missing, and changes what would open sockets or start processes, once it is imported."""

    def find_spec(self, name, path=None, target=None):
        if name in ('multiprocessing', 'multiprocessing.dummy', 'multiprocessing.pool'):
            return importlib.machinery.ModuleSpec(name, _ProcessesLoader())
        if name in _missing:
            raise ModuleNotFoundError(f'No module named {name!r} in the sandbox: {_missing[name]}', name=name)
        if name not in _patches:
            return None
        patch = _patches.pop(name)
        spec = importlib.util.find_spec(name)
        spec.loader = _PatchingLoader(spec.loader, patch)
        return spec


class _ProcessesLoader:
    def create_module(self, spec):
        return importlib.import_module('_orthanc_processes')

    def exec_module(self, module):
        pass


class _PatchingLoader:
    def __init__(self, loader, patch):
        self._loader = loader
        self._patch = patch

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._patch(module)


def _patch_client(module):
    import _orthanc_http

    _orthanc_http.patch_client()


def _patch_requests(module):
    import _orthanc_http

    _orthanc_http.patch_requests(module)


def _patch_threading(module):
    import _orthanc_threads

    _orthanc_threads.patch()


def _patch_socket(module):
    def refuse(*args, **kwargs):
        raise OSError('there are no sockets in the sandbox: urllib.request and requests work, as does orthanc.HttpGet')

    module.create_connection = module.getaddrinfo = refuse


_patches = {
    'http.client': _patch_client,
    'requests.adapters': _patch_requests,
    'socket': _patch_socket,
    'threading': _patch_threading,
}


def prepare(name):
    """Imports the modules of the library and the packages that the script names. Instances share what this leaves in memory."""
    sys.path[:] = [_packages]
    try:
        with open(f'{folder}/{name}.py', 'rb') as file:
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError):
        return  # `run` raises it.
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        else:
            continue
        for each in names:
            try:
                importlib.import_module(each)
            except Exception:
                pass  # The script may do without it; else it raises the same.
    threads = sys.modules.get('_orthanc_threads')
    if threads is not None and threads._waiting:
        raise RuntimeError('a package has started a thread, whose time is not that of later instances')
    sys.stdout.flush()
    sys.stderr.flush()


def run(name):
    """Imports the script."""
    os.chdir(folder)
    sys.path[:] = [folder, _packages]
    sys.argv = ['']
    # Instances that share prepared memory share the state of the generator, too.
    if 'random' in sys.modules:
        sys.modules['random'].seed()
    importlib.import_module(name)


sys.meta_path.insert(0, _Finder())
