"""The web face: pages rendered on the server for one machine, that work without JavaScript."""

from plumbline.web.app import create_app
from plumbline.web.server import serve

__all__ = ["create_app", "serve"]
