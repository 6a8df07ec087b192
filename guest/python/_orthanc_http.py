# SPDX-License-Identifier: Apache-2.0
"""Sends what `http.client`, `urllib.request` and `requests` send through the host, which checks the rights of the script."""
import io
import json
from http import client

import _orthanc_client
import orthanc

_methods = {'GET': 1, 'POST': 2, 'PUT': 3, 'DELETE': 4}
# What follows from the connection, which is the host's.
_not_sent = {'connection', 'host', 'content-length', 'transfer-encoding', 'accept-encoding'}


def fetch(method, url, headers, body, timeout):
    """Returns status, headers and body of an answer; raises ConnectionError where there is none."""
    if method not in _methods:
        raise ConnectionError(f'{method} {url}: the sandbox sends GET, POST, PUT and DELETE')
    sent = [(name, value) for name, value in headers if name.lower() not in _not_sent]
    names = tuple(name for name, _ in sent)
    values = tuple(value for _, value in sent)
    seconds = max(1, int(timeout)) if timeout else 0
    code, status, answer_headers, answer = _orthanc_client.send(_methods[method], url, names, values, body, seconds)
    if status == 0:
        text = orthanc.GetErrorDescription(code)
        raise ConnectionError(f'{method} {url}: {text} (the log has the reason)')
    return status, json.loads(answer_headers or '{}'), answer


class _Socket:
    """Stands for a connection: collects a request, which is sent as a whole."""

    def __init__(self, origin, timeout):
        self._origin = origin
        self._timeout = timeout if isinstance(timeout, (int, float)) else None
        self._sent = bytearray()
        self._answer = io.BytesIO()

    def sendall(self, data):
        self._sent += data

    def send_request(self):
        head, _, body = bytes(self._sent).partition(b'\r\n\r\n')
        self._sent.clear()
        request, *lines = head.decode('latin-1').split('\r\n')
        method, path, _ = request.split(' ', 2)
        headers = [tuple(part.strip() for part in line.split(':', 1)) for line in lines]
        if any(name.lower() == 'transfer-encoding' for name, _ in headers):
            body = _join_chunks(body)
        status, answer_headers, answer = fetch(method, self._origin + path, headers, body, self._timeout)
        shown = {name: value for name, value in answer_headers.items() if name.lower() not in _not_sent}
        shown['Content-Length'] = str(len(answer))
        text = f'HTTP/1.1 {status} {client.responses.get(status, "")}\r\n'
        text += ''.join(f'{name}: {value}\r\n' for name, value in shown.items())
        self._answer = io.BytesIO(text.encode('latin-1', 'replace') + b'\r\n' + answer)

    def makefile(self, mode, *args, **kwargs):
        return self._answer

    def settimeout(self, timeout):
        self._timeout = timeout

    def close(self):
        pass


def _join_chunks(body):
    file, parts = io.BytesIO(body), []
    while size := int(file.readline().split(b';')[0] or b'0', 16):
        parts.append(file.read(size))
        file.readline()
    return b''.join(parts)


def _connect(self):
    scheme = 'https' if self.default_port == 443 else 'http'
    host = f'[{self.host}]' if ':' in self.host else self.host
    port = '' if self.port == self.default_port else f':{self.port}'
    self.sock = _Socket(f'{scheme}://{host}{port}', self.timeout)


_send_output = client.HTTPConnection._send_output


def _send_all(self, message_body=None, encode_chunked=False):
    _send_output(self, message_body, encode_chunked)
    if isinstance(self.sock, _Socket):
        self.sock.send_request()


class _SecureConnection(client.HTTPConnection):
    default_port = 443

    def __init__(self, host, port=None, *, context=None, **options):
        super().__init__(host, port, **options)


def patch_client():
    """Gives `http.client`, and so `urllib.request`, connections of the host."""
    _SecureConnection.__name__ = _SecureConnection.__qualname__ = 'HTTPSConnection'
    client.HTTPConnection.connect = _connect
    client.HTTPConnection._send_output = _send_all
    client.HTTPSConnection = _SecureConnection
    # The host checks certificates.
    client._create_https_context = lambda version: None


def patch_requests(adapters):
    """Gives the module `requests.adapters` connections of the host."""

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        body = request.body or b''
        body = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else b''.join(body)
        headers = [(_text(name), _text(value)) for name, value in request.headers.items()]
        seconds = timeout[1] if isinstance(timeout, tuple) else timeout
        try:
            status, answer_headers, answer = fetch(request.method, request.url, headers, body, seconds)
        except ConnectionError as error:
            raise adapters.ConnectionError(str(error), request=request) from None
        response = adapters.Response()
        response.status_code = status
        response.reason = client.responses.get(status, '')
        response.headers = adapters.CaseInsensitiveDict(answer_headers)
        response.encoding = adapters.get_encoding_from_headers(response.headers)
        response.raw = io.BytesIO(answer)
        response.url = request.url
        response.request = request
        response.connection = self
        return response

    adapters.HTTPAdapter.send = send


def _text(value):
    return value.decode('latin-1') if isinstance(value, bytes) else value
