# The script that bench/parts/python-part.ts measures, in the real server and here.
import csv
import datetime
import io
import json
import logging
import random
import urllib.request

import orthanc

megabyte = b'x' * 1024 * 1024


def on_pong(output, uri, **request):
    output.AnswerBuffer('pong', 'text/plain')


def on_large(output, uri, **request):
    output.AnswerBuffer(megabyte, 'application/octet-stream')


def on_system(output, uri, **request):
    output.AnswerBuffer(orthanc.RestApiGet('/system'), 'application/json')


def on_loop(output, uri, **request):
    total = 0
    for i in range(300_000):
        total += i % 7
    output.AnswerBuffer(str(total), 'text/plain')


for function in (on_pong, on_large, on_system, on_loop):
    orthanc.RegisterRestCallback('/bench/' + function.__name__[3:], function)
