# SPDX-License-Identifier: Apache-2.0
"""Logs exceptions of a script."""
import traceback

import orthanc

# Of the script and its files.
folder = '/plugin'


def report(title, exception):
    """Logs an exception: its traceback begins with the script's own code."""
    orthanc.LogError(f'{title}, traceback:')
    for text in traceback.format_exception(exception.with_traceback(_own_part(exception.__traceback__))):
        for line in text.rstrip('\n').split('\n'):
            orthanc.LogError(line)


def _own_part(frames):
    part = frames
    while part is not None and not part.tb_frame.f_code.co_filename.startswith(folder + '/'):
        part = part.tb_next
    return part
