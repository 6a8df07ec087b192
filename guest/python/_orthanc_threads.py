# SPDX-License-Identifier: Apache-2.0
"""threading.Thread and threading.Timer without threads: the host asks for them between callbacks, where they run to their end."""
import heapq
import itertools
import threading
import time

import _orthanc_timer
from _orthanc_report import report

# Seconds that a thread may wait or sleep at a time: meanwhile no callback runs.
_longest_pause = 1
_sleep = time.sleep
_numbers = itertools.count()
# Those that have started and not run: when they are due, a number that keeps their order, the thread.
_waiting = []
# Those that run: a thread may wait for another one.
_running = []


def _start(thread):
    if not thread._initialized:
        raise RuntimeError('thread.__init__() not called')
    if thread._started.is_set():
        raise RuntimeError('threads can only be started once')
    thread._started.set()
    thread._is_over = False
    # A class of its own may have another `run` than a timer.
    pause = thread.interval if type(thread).run is threading.Timer.run else 0
    heapq.heappush(_waiting, (time.monotonic() + pause, next(_numbers), thread))
    _set_timer()


def _set_timer():
    _orthanc_timer.set(_waiting[0][0] if _waiting else None)


def _run(thread):
    _running.append(thread)
    try:
        if type(thread).run is not threading.Timer.run:
            thread.run()
        elif not thread.finished.is_set():
            thread.function(*thread.args, **thread.kwargs)
            thread.finished.set()
    except SystemExit:
        pass
    except BaseException as error:
        report(f'Error in the thread {thread.name}', error)
    finally:
        _running.pop()
        thread._is_over = True


def run_due():
    """Runs the threads that are due now. Those that they start run later."""
    now = time.monotonic()
    last = next(_numbers)
    while _waiting and _waiting[0][0] <= now and _waiting[0][1] < last:
        _run(heapq.heappop(_waiting)[2])
    _set_timer()


def _run_next(until):
    """Runs the next thread that is due until then, after a pause; False if there is none."""
    if not _waiting or _waiting[0][0] > until:
        return False
    _sleep(max(0, _waiting[0][0] - time.monotonic()))
    _run(heapq.heappop(_waiting)[2])
    return True


def _deadline(timeout):
    return float('inf') if timeout is None else time.monotonic() + timeout


def _join(thread, timeout=None):
    if not thread._started.is_set():
        raise RuntimeError('cannot join thread before it is started')
    if thread in _running:
        raise RuntimeError('cannot join current thread')
    until = _deadline(timeout)
    while not thread._is_over and _run_next(until):
        pass
    _set_timer()


def _wait(condition, timeout=None):
    """Condition.wait: other threads run meanwhile, on top of this one."""
    if not condition._is_owned():
        raise RuntimeError('cannot wait on un-acquired lock')
    waiter = threading._allocate_lock()
    waiter.acquire()
    condition._waiters.append(waiter)
    saved = condition._release_save()
    until = _deadline(timeout)
    try:
        while not waiter.acquire(False):
            if _run_next(until):
                continue
            if timeout is None:
                raise RuntimeError('this waits for ever: there is one thread in the sandbox, and nothing else is to be run')
            sleep(max(0, until - time.monotonic()))
            return waiter.acquire(False)
        return True
    finally:
        condition._acquire_restore(saved)
        if waiter in condition._waiters:
            condition._waiters.remove(waiter)
        _set_timer()


def sleep(seconds):
    """time.sleep"""
    if _running and seconds > _longest_pause:
        raise RuntimeError(
            f'a thread cannot sleep or wait for more than {_longest_pause} s in the sandbox, as no callback runs meanwhile: '
            'start a threading.Timer that starts the next one'
        )
    _sleep(seconds)


def patch():
    """Makes the module threading and time.sleep use these functions."""
    threading.Thread.start = _start
    threading.Thread.join = _join
    threading.Thread.is_alive = lambda thread: thread._started.is_set() and not thread._is_over
    threading.Condition.wait = _wait
    time.sleep = sleep
