"""What is too large is refused only once it has been sent: a browser or proxy that is still sending does
not listen, and shows a broken connection in the place of our sentence."""

import time

from flask import Flask, Response, request

MOST = 256 * 2**20  # bytes; whoever sends more sees the connection end
LONGEST = 30  # seconds
CHUNK = 2**16


def finish_hearing(response: Response) -> Response:
    if response.status_code == 413:
        ends, left = time.monotonic() + LONGEST, min(request.content_length or MOST, MOST)
        while left > 0 and time.monotonic() < ends:
            part = request.environ["wsgi.input"].read(min(CHUNK, left))
            left = left - len(part) if part else 0
    return response


def init_app(app: Flask) -> None:
    app.after_request(finish_hearing)
