"""Serves a folder, and the stylesheets under /assets, on a port of its own, which it tells on its first line.

It ends when its standard input is closed.
"""

import functools
import http.server
import pathlib
import sys
import threading


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *rest, assets, **named):
        self.assets = assets
        super().__init__(*rest, **named)

    def translate_path(self, path):
        name = path.split("?")[0]
        if name.startswith("/assets/"):
            found = [place for folder in self.assets if (place := pathlib.Path(folder) / pathlib.Path(name).name).exists()]
            return str(found[0]) if found else "/nothing"
        return super().translate_path(path)

    def do_GET(self):
        if self.path == "/cookie.html":
            body = f"<!DOCTYPE html><html lang=en><title>Who</title><main><h1>{self.headers.get('Cookie')}</h1></main>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())
        else:
            super().do_GET()

    def log_message(self, *_):
        pass


folder, *assets = sys.argv[1:]
server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Handler, directory=folder, assets=assets))
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
