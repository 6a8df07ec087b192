# What a script may do to its interpreter and to the server, one route each.
import io
import json
import marshal
import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree
import zlib

import orthanc
import PIL.Image
import PIL.ImageFont


def answer(output, value):
    output.AnswerBuffer(str(value), 'text/plain')


def on_healthy(output, uri, **request):
    answer(output, 'healthy')


def on_native_loop(output, uri, **request):
    sum(range(10**12))


def on_expression(output, uri, **request):
    re.fullmatch('(a+)+b', 'a' * 64)


def on_caught_loop(output, uri, **request):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def on_number(output, uri, **request):
    sys.set_int_max_str_digits(0)
    str(7**8000000)


def on_recursion(output, uri, **request):
    def call():
        return call()

    try:
        call()
    except RecursionError as error:
        answer(output, type(error).__name__)


def on_deep_recursion(output, uri, **request):
    sys.setrecursionlimit(2**31 - 1)
    value = []
    for _ in range(10**6):
        value = [value]
    repr(value)


def on_deep_list(output, uri, **request):
    value = []
    for _ in range(10**6):
        value = [value]
    del value
    answer(output, 'freed')


def on_parser(output, uri, **request):
    try:
        compile('(' * 100000 + ')' * 100000, 'x', 'eval')
    except (MemoryError, SyntaxError, RecursionError) as error:
        answer(output, type(error).__name__)


def on_code(output, uri, **request):
    # Bytecode that no compiler makes: it reads below the stack and beyond its constants.
    code = (lambda: 0).__code__.replace(co_code=bytes([100, 255, 1, 0, 1, 0, 83, 0]) * 4)
    exec(code)


def on_memory(output, uri, **request):
    kept = []
    try:
        while True:
            kept.append(bytearray(1 << 20))
    except MemoryError:
        kept.clear()
        answer(output, 'MemoryError')


def on_exit(output, uri, **request):
    os._exit(3)


def on_abort(output, uri, **request):
    os.abort()


def on_files(output, uri, **request):
    found = []
    for path in ('/etc/passwd', '/proc/self/environ', '/plugin/../../etc/passwd', '../../../etc/hostname'):
        try:
            found.append(open(path).read())
        except OSError:
            pass
    answer(output, [found, sorted(os.listdir('/')), dict(os.environ), os.getcwd()])


def on_quota(output, uri, **request):
    try:
        with open('/tmp/large', 'wb') as file:
            while True:
                file.write(bytes(1 << 20))
    except (OSError, MemoryError) as error:
        os.remove('/tmp/large')
        answer(output, type(error).__name__)


def fail(function, *args):
    """What a function raises."""
    try:
        return function(*args)
    except BaseException as error:
        return type(error).__name__


def on_processes(output, uri, **request):
    found = {fail(getattr, os, name) for name in ('system', 'fork', 'execv', 'posix_spawn', 'kill')}
    answer(output, [*found, fail(os.popen, 'true'), fail(subprocess.run, ['/bin/true'])])


def on_sockets(output, uri, **request):
    address = ('127.0.0.1', 80)
    answer(output, [fail(socket.socket), fail(socket.create_connection, address), fail(socket.getaddrinfo, *address)])


def on_native(output, uri, **request):
    answer(output, {fail(__import__, name) for name in ('ctypes', '_ctypes', 'mmap', '_multiprocessing')})


def on_json(output, uri, **request):
    answer(output, fail(json.loads, '[' * 10**6))


def on_xml(output, uri, **request):
    entities = ''.join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    answer(output, fail(xml.etree.ElementTree.fromstring, f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e12;</a>'))


def on_marshal(output, uri, **request):
    random.seed(1)
    good = marshal.dumps((lambda x: x + 1).__code__)
    for _ in range(2000):
        data = bytearray(good)
        data[random.randrange(len(data))] = random.randrange(256)
        fail(marshal.loads, bytes(data))
    answer(output, 'read')


def on_inflate(output, uri, **request):
    packer = zlib.compressobj(1)
    packed = b''.join(packer.compress(bytes(1 << 20)) for _ in range(192)) + packer.flush()
    answer(output, fail(zlib.decompress, packed))


def on_image_size(output, uri, **request):
    file = io.BytesIO()
    PIL.Image.new('L', (8, 8)).save(file, 'PNG')
    data = bytearray(file.getvalue())
    data[16:24] = (60000).to_bytes(4, 'big') * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, 'big')
    refused = fail(PIL.Image.open, io.BytesIO(data))
    PIL.Image.MAX_IMAGE_PIXELS = None
    answer(output, [refused, fail(lambda: PIL.Image.open(io.BytesIO(data)).load())])


def on_images(output, uri, **request):
    random.seed(1)
    image = PIL.Image.radial_gradient('L').resize((64, 48))
    for kind in ('JPEG', 'PNG', 'GIF', 'TIFF', 'BMP', 'PCX', 'TGA', 'SGI', 'PPM', 'ICO'):
        file = io.BytesIO()
        image.save(file, kind)
        for _ in range(100):
            data = bytearray(file.getvalue())
            for _ in range(4):
                data[random.randrange(min(len(data), 700))] = random.randrange(256)
            fail(lambda: PIL.Image.open(io.BytesIO(data), formats=[kind]).convert('RGB'))
    answer(output, 'read')


def on_fonts(output, uri, **request):
    random.seed(1)
    good = PIL.ImageFont.load_default(12).font_bytes
    for _ in range(200):
        data = bytearray(good)
        for _ in range(20):
            data[random.randrange(len(data))] = random.randrange(256)
        fail(lambda: PIL.ImageFont.truetype(io.BytesIO(data), 12).getmask('Abg'))
    answer(output, 'read')


def on_query(output, uri, **request):
    sqlite3.connect(':memory:').execute(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'
    ).fetchall()


def on_extension(output, uri, **request):
    database = sqlite3.connect(':memory:')
    query = fail(database.execute, "SELECT load_extension('x')")
    answer(output, [query, hasattr(database, 'enable_load_extension'), fail(sqlite3.connect, '/etc/x')])


def on_database(output, uri, **request):
    def fill(path):
        database = sqlite3.connect(path)
        database.execute('CREATE TABLE t (a)')
        while True:
            database.execute('INSERT INTO t VALUES (zeroblob(1 << 20))')

    answer(output, [fail(fill, ':memory:'), fail(fill, '/tmp/database')])


for name, function in list(globals().items()):
    if name.startswith('on_'):
        orthanc.RegisterRestCallback('/hostile/' + name[3:], function)
