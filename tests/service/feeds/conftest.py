"""Web sites on this computer that behave, and servers that do not."""

import gzip
import socket
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Site:
    """Answers by path: bytes, or a function of the request; counts what it was asked."""

    def __init__(self, address="127.0.0.1", context=None):
        self.pages, self.asked, self.connections = {}, [], 0

        class Server(ThreadingHTTPServer):
            address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_):
                pass  # the client left, which is what many tests are about

        self.server = Server((address, 0), _handler(self))
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.scheme = "https" if context else "http"
        self.host = f"[{address}]" if ":" in address else address
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path="/feed.xml", host=None):
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    def gzipped(self, path, body):
        packed = gzip.compress(body)
        self.pages[path] = lambda page: page.answer(packed, Content_Encoding="gzip")

    def sends_on(self, path, to, status=302):
        self.pages[path] = lambda page: page.answer(b"", status, Location=to)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def _handler(site):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            site.connections += 1
            super().setup()

        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path, site.pages.get("*"))
            if page is None:
                self.answer(b"", 404)
            elif callable(page):
                page(self)
            else:
                self.answer(page)

        def answer(self, body, status=200, **headers):
            self.send_response(status)
            for name, value in ({"Content_Length": len(body)} | headers).items():
                self.send_header(name.replace("_", "-"), str(value))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler


@pytest.fixture
def make_site():
    """A function that makes a site: `make_site("::1")`."""
    with ExitStack() as stack:

        def make(*args, **options):
            site = Site(*args, **options)
            stack.callback(site.close)
            return site

        yield make


@pytest.fixture
def site(make_site):
    return make_site()


@contextmanager
def _speaking(pieces, pause):
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def speak():
        try:
            client, _ = listener.accept()
        except OSError:
            return
        with client:
            client.recv(65_536)
            for piece in pieces:
                if stop.is_set():
                    return
                try:
                    client.sendall(piece)
                except OSError:
                    return
                stop.wait(pause)

    thread = threading.Thread(target=speak, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/feed.xml"
    stop.set()
    listener.close()
    thread.join(2)


@pytest.fixture
def speaks():
    """An address that answers with these bytes, piece by piece: `speaks([b"HTTP..."], pause=1)`."""
    with ExitStack() as stack:
        yield lambda pieces, pause=0.0: stack.enter_context(_speaking(pieces, pause))
