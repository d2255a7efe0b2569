"""The spinal load model of the clinical manual as Markdown."""

from plumbline.present.manual import load
from plumbline.present.manual.markdown import block_markdown, join


def spinal_load() -> str:
    """What the model is held against, failures included, and what follows."""
    return join(*(block_markdown(block, str) for block in load.spinal_load()))
