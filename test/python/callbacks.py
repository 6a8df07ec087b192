# Each callback that a script can register, but for those of storage.py.
import json

import orthanc
from acting import act, describe


def attempt(expression):
    try:
        return describe(eval(expression))
    except BaseException as error:
        return f'{type(error).__name__}{error.args!r}'


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
orthanc.RegisterRestCallback('/python/registrations', on_registrations)
