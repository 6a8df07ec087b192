# What a script may do to its interpreter and to the server, one route each.
import os
import re
import sys

import orthanc


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


for name, function in list(globals().items()):
    if name.startswith('on_'):
        orthanc.RegisterRestCallback('/hostile/' + name[3:], function)
