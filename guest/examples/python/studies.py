# Two routes of a script in Python: the studies of a patient as a table, from Orthanc's REST API, and a greeting.
import csv
import io
import json

import orthanc


def on_hello(output, uri, **request):
    output.AnswerBuffer(f'Hello {request["groups"][0]}!\n', 'text/plain')


# GET /python/studies?patient=ID answers CSV. Needs Allow.RestApi: ["POST /tools/find"].
def on_studies(output, uri, **request):
    query = {'PatientID': request['get'].get('patient', '*')}
    found = orthanc.RestApiPost('/tools/find', json.dumps({'Level': 'Study', 'Expand': True, 'Query': query}))
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(['Date', 'Description', 'Series'])
    for study in json.loads(found):
        tags = study['MainDicomTags']
        writer.writerow([tags.get('StudyDate'), tags.get('StudyDescription'), len(study['Series'])])
    output.AnswerBuffer(table.getvalue(), 'text/csv')


orthanc.RegisterRestCallback('/python/hello/(.*)', on_hello)
orthanc.RegisterRestCallback('/python/studies', on_studies)
