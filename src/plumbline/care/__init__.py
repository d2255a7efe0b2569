"""What to do: one module (or package) for each decision, all pure functions.

Begin with `standing`: it shows the whole loop. Nothing here knows a clock, a file or a request.
"""
