# Each callback that a script can register: notes its arguments, then returns what it is asked for. Runs in Orthanc's own plugin
# and in ours.
import json

import orthanc

events = []
# By the name of a callback: an expression, in which a are the arguments and k those with names.
returns = {}


def describe(value):
    if isinstance(value, (bytes, str)):
        return f'{value[-60:]!r} of {len(value)}'
    if isinstance(value, dict):
        return {key: describe(value[key]) for key in sorted(value)}
    if isinstance(value, (tuple, list)):
        return [type(value).__name__, *map(describe, value)]
    return repr(value) if value is None or isinstance(value, (int, float)) else type(value).__name__


def act(name, default=None):
    def callback(*a, **k):
        events.append([name, describe(a), describe(k)])
        return eval(returns[name]) if name in returns else default

    return callback


def fail():
    raise ValueError('the callback fails')


def raise_code():
    raise orthanc.OrthancException(17, 'own')


def note(*values):
    events.append(['note', *map(describe, values)])


def make_dicom(patient):
    return orthanc.CreateDicom(json.dumps({'PatientID': patient}), None, orthanc.CreateDicomFlags.NONE)


def attempt(expression):
    try:
        return describe(eval(expression))
    except BaseException as error:
        return f'{type(error).__name__}{error.args!r}'


def on_events(output, uri, **request):
    output.AnswerBuffer(json.dumps(events), 'application/json')
    events.clear()


def on_returns(output, uri, **request):
    returns.clear()
    returns.update(json.loads(request['body']))
    output.AnswerBuffer('{}', 'application/json')


def on_registrations(output, uri, **request):
    output.AnswerBuffer(json.dumps(registrations), 'application/json')


expressions = [
    f'orthanc.{function}({arguments})'
    for function in dir(orthanc)
    if function.startswith('Register') and 'Tag' not in function and 'Error' not in function
    for arguments in ('', '1, 2, 3, 4, 5', 'callback=1')
]
expressions += [
    'orthanc.RegisterOnChangeCallback(act("changes"))',
    'orthanc.RegisterOnStoredInstanceCallback(act("stored"))',
    'orthanc.RegisterReceivedInstanceCallback(act("received", (orthanc.ReceivedInstanceAction.KEEP_AS_IS, None)))',
    'orthanc.RegisterIncomingHttpRequestFilter(act("http", True))',
    'orthanc.RegisterIncomingCStoreInstanceFilter(act("cstore", 0))',
    'orthanc.RegisterFindCallback(act("find"))',
    'orthanc.RegisterWorklistCallback(act("worklist"))',
    'orthanc.RegisterMoveCallback2(act("move", "driver"), act("size", 1), act("apply"), act("free"))',
    'orthanc.RegisterStorageCommitmentScpCallback(act("commitment", "data"), act("lookup", 0))',
]
# Again: no function is registered twice.
expressions += expressions[-9:]
registrations = [[expression, attempt(expression)] for expression in expressions]
orthanc.RegisterRestCallback('/python/events', on_events)
orthanc.RegisterRestCallback('/python/returns', on_returns)
orthanc.RegisterRestCallback('/python/registrations', on_registrations)
