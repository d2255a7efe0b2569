"""How somebody is followed: what a check-in asks and leads to, how the scores go, what is due.

Begin with `check_in`, which answers the person; the others read what was told over the weeks.
"""
