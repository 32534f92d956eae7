"""A way to a server that closes after so many requests of a kind, so that whoever uses it can be stopped just there."""

import contextlib
import socket
import threading
import urllib.parse


class Gate:
    """Passes connections on until the text came for the last time that is let through; then no request passes."""

    def __init__(self, url, text, passes):
        place = urllib.parse.urlsplit(url)
        self.server = (place.hostname, place.port)
        self.text, self.left, self.lock = text.encode(), passes, threading.Lock()
        self.is_reached, self.is_over = threading.Event(), threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self.listener.accept()
                server = socket.create_connection(self.server)
                threading.Thread(target=self.pass_on, args=(caller, server, self.hold), daemon=True).start()
                threading.Thread(target=self.pass_on, args=(server, caller, lambda _: None), daemon=True).start()

    def pass_on(self, source, target, hold):
        seen = b""
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                # The text may come in two parts; what was counted is not seen again.
                seen = seen[1 - len(self.text) :] + part
                hold(seen.count(self.text))
                target.sendall(part)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def hold(self, count):
        with self.lock:
            self.left -= count
            is_closed = self.left < 0
        if is_closed:
            self.is_reached.set()
            self.is_over.wait()
