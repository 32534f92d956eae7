"""HTTP by hand: requests that no library would send, and how a server takes them."""

import http.client
import os
import socket
import urllib.parse

# Longer than any answer here may take.
PATIENCE = 300


class Raw:
    """One kept connection that sends requests as they are spelled."""

    def __init__(self, url):
        self.place = urllib.parse.urlsplit(url)
        token = os.environ.get("MLFLOW_TRACKING_TOKEN")
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def send(self, attack):
        """The answer's status, headers and body; a connection that was closed meanwhile is opened again, once."""
        fresh = self.connection is None
        try:
            return self.once(attack)
        except (ConnectionError, http.client.RemoteDisconnected):
            self.close()
            if fresh:
                raise
            return self.once(attack)

    def once(self, attack):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=PATIENCE)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.request(attack.method, attack.target, attack.body, self.headers | attack.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.will_close:
            self.close()
        return answer.status, answer.headers, body

    def send_bytes(self, *parts, closing=False):
        """Everything a server says to `parts`, on a connection of its own; `closing` says that nothing more will come.

        Unless the parts end the request, the server must say something or hang up by itself: it is waited for no longer
        than is patient.
        """
        with socket.create_connection((self.place.hostname, self.place.port), timeout=PATIENCE) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
                if closing:
                    connection.shutdown(socket.SHUT_WR)
                said = b""
                while more := connection.recv(65536):
                    said += more
                return said
            except ConnectionError:
                return b""
