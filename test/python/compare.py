# What the module orthanc has, and what calls of it return or raise. Runs in Orthanc's own plugin and in ours.
import json

import orthanc


def describe():
    """Each name of the module: members of enumerations with their values, methods of handles, or nothing."""
    names = {}
    for name in dir(orthanc):
        if name.startswith('__'):
            continue
        value = getattr(orthanc, name)
        members = vars(value) if isinstance(value, type) else {}
        names[name] = {
            key: member if isinstance(member, int) else type(member).__name__
            for key, member in members.items()
            if not key.startswith('__')
        }
    return names


def attempt(expression, variables):
    try:
        return repr(eval(expression, globals(), variables))
    except BaseException as error:
        return f'{type(error).__name__}{error.args!r}'


# Orthanc's own plugin waits for ever where a callback registers another one.
registrations = {
    expression: attempt(expression, {})
    for expression in (
        "orthanc.RegisterRestCallback('/none')",
        "orthanc.RegisterRestCallback('/none', 3)",
        "orthanc.RegisterRestCallback(3, 4)",
    )
}


def on_names(output, uri, **request):
    output.AnswerBuffer(json.dumps(describe()), 'application/json')


def on_calls(output, uri, **request):
    expressions = json.loads(request['body'])
    results = {each: attempt(each, {'request': request}) for each in expressions}
    output.AnswerBuffer(json.dumps(registrations | results), 'application/json')


results = []


def on_output(output, uri, **request):
    expressions = json.loads(request['body'])
    results[:] = [[each, attempt(each, {'output': output})] for each in expressions]


def on_results(output, uri, **request):
    output.AnswerBuffer(json.dumps(results), 'application/json')


def on_request(output, uri, **request):
    del request['headers']['host']
    output.AnswerBuffer(repr((uri, request)), 'text/plain')


def on_error(output, uri, **request):
    kinds = {'own': orthanc.OrthancException(17, 'x'), 'zero': ZeroDivisionError('zero'), 'exit': SystemExit(3)}
    raise kinds[request['groups'][0]]


def on_wrong(output):
    pass


orthanc.RegisterRestCallback('/python/names', on_names)
orthanc.RegisterRestCallback('/python/calls', on_calls)
orthanc.RegisterRestCallback('/python/output', on_output)
orthanc.RegisterRestCallback('/python/results', on_results)
orthanc.RegisterRestCallback('/python/request/(.*)/(.*)', on_request)
orthanc.RegisterRestCallback('/python/error/(.*)', on_error)
orthanc.RegisterRestCallback('/python/wrong', on_wrong)
