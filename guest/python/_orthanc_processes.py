# SPDX-License-Identifier: Apache-2.0
"""Stands in for `multiprocessing`. The sandbox has one process, so a call runs where it is made, and has ended when it returns."""
import queue
import sys
import threading
import traceback

__path__ = []

Lock, RLock, Event, Condition, Semaphore = (
    threading.Lock, threading.RLock, threading.Event, threading.Condition, threading.Semaphore,
)  # fmt: skip
Queue = JoinableQueue = queue.Queue
SimpleQueue = queue.SimpleQueue


class TimeoutError(Exception):
    pass


class AsyncResult:
    """What a call returned or raised."""

    def __init__(self, function, callback=None, error_callback=None):
        self._value = self._error = None
        try:
            self._value = function()
        except Exception as error:
            self._error = error
        call = callback if self._error is None else error_callback
        if call is not None:
            call(self._value if self._error is None else self._error)

    def get(self, timeout=None):
        if self._error is not None:
            raise self._error
        return self._value

    def wait(self, timeout=None):
        pass

    def ready(self):
        return True

    def successful(self):
        return self._error is None


class Pool:
    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        if initializer is not None:
            initializer(*initargs)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def apply(self, func, args=(), kwds={}):
        return func(*args, **kwds)

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        return AsyncResult(lambda: func(*args, **kwds), callback, error_callback)

    def map(self, func, iterable, chunksize=None):
        return [func(each) for each in iterable]

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return AsyncResult(lambda: self.map(func, iterable), callback, error_callback)

    def imap(self, func, iterable, chunksize=1):
        return iter(self.map(func, iterable))

    imap_unordered = imap

    def starmap(self, func, iterable, chunksize=None):
        return [func(*each) for each in iterable]

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return AsyncResult(lambda: self.starmap(func, iterable), callback, error_callback)

    def close(self):
        pass

    terminate = join = close


ThreadPool = Pool


class Process:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        self._call = (target, args, kwargs)
        self.name = name or 'Process-1'
        self.daemon = bool(daemon)
        self.exitcode = self.pid = None

    def run(self):
        target, args, kwargs = self._call
        if target is not None:
            target(*args, **kwargs)

    def start(self):
        self.exitcode = 0
        try:
            self.run()
        except SystemExit as error:
            self.exitcode = error.code if isinstance(error.code, int) else int(error.code is not None)
        except Exception:
            self.exitcode = 1
            traceback.print_exc()

    def join(self, timeout=None):
        pass

    def is_alive(self):
        return False

    terminate = kill = close = join


def cpu_count():
    return 1


def freeze_support():
    pass


def set_start_method(method, force=False):
    pass


def get_context(method=None):
    return sys.modules[__name__]


def __getattr__(name):
    raise AttributeError(f'there are no processes in the sandbox: multiprocessing.{name} is missing; serve the script with --workers')
