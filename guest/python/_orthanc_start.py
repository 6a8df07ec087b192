# SPDX-License-Identifier: Apache-2.0
"""Runs a script as Orthanc's plugin for Python does: as a module, found in its own folder."""
import importlib
import os
import sys
import traceback

import orthanc

_folder = '/plugin'


def run(name):
    """Imports the script."""
    os.chdir(_folder)
    sys.path.insert(0, _folder)
    sys.argv = ['']
    importlib.import_module(name)


def report(title, exception):
    """Logs an exception: its traceback begins with the script's own code."""
    orthanc.LogError(f'{title}, traceback:')
    for text in traceback.format_exception(exception):
        for line in text.rstrip('\n').split('\n'):
            orthanc.LogError(line)
