"""Plumbline: honest, private help for people with painful backs."""

__version__ = "0.1.0"
