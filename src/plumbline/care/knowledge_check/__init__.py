"""Is the knowledge itself sound? Every problem, with its file and line.

It stands here because a file can only be judged by those who use it: the rule language and the
decisions.
"""

from plumbline.care.knowledge_check.check import check_knowledge, is_warning

__all__ = ["check_knowledge", "is_warning"]
