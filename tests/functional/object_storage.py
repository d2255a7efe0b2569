"""As much of S3 as reading needs, over a folder, at a real address on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

WHEN = "2026-03-02T00:00:00.000Z"


@contextmanager
def object_storage(folder: Path) -> Iterator[dict[str, str]]:
    """What the environment has to say, while every folder in `folder` is a bucket."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Storage, folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_REGION": "us-east-1",
            "AWS_ALLOW_HTTP": "true",
            "NO_PROXY": "127.0.0.1",
        }
    finally:
        server.shutdown()
        server.server_close()


class _Storage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *args: object) -> None:
        self.folder = folder
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = parse_qs(asked.query)
        if "list-type" in query:
            self._list(unquote(asked.path).strip("/"), query.get("prefix", [""])[0])
        else:
            self._object(unquote(asked.path), body=True)

    def do_HEAD(self) -> None:
        self._object(unquote(urlsplit(self.path).path), body=False)

    def _list(self, bucket: str, prefix: str) -> None:
        held = self.folder / bucket
        if not held.is_dir():
            self._send(404, b"<Error><Code>NoSuchBucket</Code></Error>")
            return
        found = [path for path in sorted(held.rglob("*")) if path.is_file()]
        names = {str(path.relative_to(held)): path.stat().st_size for path in found}
        listed = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>{WHEN}</LastModified>"
            f'<ETag>"{size}"</ETag><Size>{size}</Size></Contents>'
            for name, size in names.items()
            if name.startswith(prefix)
        )
        self._send(200, f"<ListBucketResult>{listed}</ListBucketResult>".encode())

    def _object(self, name: str, *, body: bool) -> None:
        path = self.folder / name.lstrip("/")
        if not path.is_file():
            self._send(404, b"<Error><Code>NoSuchKey</Code></Error>", body=body)
            return
        content = path.read_bytes()
        wanted = self.headers.get("Range")
        if wanted is None:
            self._send(200, content, body=body)
            return
        first, last = wanted.removeprefix("bytes=").split("-")
        start = int(first) if first else max(0, len(content) - int(last))
        end = min(int(last) + 1 if first and last else len(content), len(content))
        span = {"Content-Range": f"bytes {start}-{end - 1}/{len(content)}"}
        self._send(206, content[start:end], span, body=body)

    def _send(
        self, code: int, content: bytes, more: dict[str, str] | None = None, *, body: bool = True
    ) -> None:
        self.send_response(code)
        headers = {"Last-Modified": "Mon, 02 Mar 2026 00:00:00 GMT", "ETag": f'"{len(content)}"'}
        for name, value in {**headers, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""
