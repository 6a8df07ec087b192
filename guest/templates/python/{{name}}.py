import orthanc


# GET /{{name}}/hello/NAME
def on_hello(output, uri, **request):
    if request['method'] != 'GET':
        output.SendMethodNotAllowed('GET')
    else:
        output.AnswerBuffer(f'Hello {request["groups"][0]}!\n', 'text/plain')


orthanc.RegisterRestCallback('/{{name}}/hello/(.*)', on_hello)
