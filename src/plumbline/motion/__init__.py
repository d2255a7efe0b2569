"""Movements: authored once as key poses, played for the figure, the camera and the load."""

from plumbline.motion.contacts import CONTACTS, Contact
from plumbline.motion.mirror import for_side, mirrored
from plumbline.motion.movement import Camera, Cue, Key, Movement, Prop, Rest, read_movement
from plumbline.motion.play import check, play, slide
from plumbline.motion.skeleton import ANGLES, SEGMENTS, TURNS, Frames, forward
from plumbline.motion.timeline import angles_at, farthest, moments

__all__ = [
    "ANGLES",
    "CONTACTS",
    "SEGMENTS",
    "TURNS",
    "Camera",
    "Contact",
    "Cue",
    "Frames",
    "Key",
    "Movement",
    "Prop",
    "Rest",
    "angles_at",
    "check",
    "farthest",
    "for_side",
    "forward",
    "mirrored",
    "moments",
    "play",
    "read_movement",
    "slide",
]
