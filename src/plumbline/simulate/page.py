"""The page of a report: it stands alone, so it brings its own style."""

from typing import Final

PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | Plumbline</title>
<style>
:root {{
  color-scheme: light dark;
  --paper: #faf7f1; --ink: #21272a; --soft: #545c5e; --line: #ddd5c7;
  --one: #14524d; --two: #8f4400; --three: #2f4f73; --warn: #fdf0e0; --band: #14524d22;
  font: 1rem/1.5 system-ui, sans-serif;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --paper: #15191a; --ink: #e8e6e1; --soft: #a9b0ae; --line: #3a4244;
    --one: #7cc7bd; --two: #e0a35a; --three: #9dbce0; --warn: #3a2a14; --band: #7cc7bd2b;
  }}
}}
body {{ background: var(--paper); color: var(--ink); margin: 0 auto; max-width: 56rem;
  padding: 1rem }}
h1, h2 {{ line-height: 1.2 }}
h2 {{ margin-top: 2.5rem }}
.warning {{ background: var(--warn); border-left: .3rem solid var(--two);
  padding: .75rem 1rem }}
.wide {{ overflow-x: auto }}
table {{ border-collapse: collapse; font-size: .9375rem; margin: 1rem 0 }}
th, td {{ border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left;
  vertical-align: top }}
td {{ font-variant-numeric: tabular-nums }}
thead th {{ color: var(--soft) }}
tbody th {{ font-weight: 400 }}
svg {{ display: block; height: auto; min-width: 34rem; width: 100% }}
svg text {{ fill: var(--ink); font: 12px system-ui, sans-serif }}
svg .axis {{ fill: var(--soft) }}
svg .start {{ text-anchor: start }}
svg .middle {{ text-anchor: middle }}
svg .end {{ text-anchor: end }}
svg .grid {{ stroke: var(--line); stroke-width: 1 }}
svg .band {{ fill: var(--band) }}
svg .line {{ fill: none; stroke-width: 2.2 }}
svg .line.plumbline {{ stroke: var(--one) }}
svg .line.fixed {{ stroke: var(--two); stroke-dasharray: 7 4 }}
svg .line.nothing {{ stroke: var(--three); stroke-dasharray: 2 4 }}
svg .name.plumbline {{ fill: var(--one) }}
svg .name.fixed {{ fill: var(--two) }}
svg .name.nothing {{ fill: var(--three) }}
svg .dot {{ fill: var(--one); opacity: .7 }}
svg .median {{ stroke: var(--two); stroke-width: 2.5 }}
</style>
</head>
<body>
<h1>{title}</h1>
<p class="warning"><strong>{warning}</strong></p>
<p>{about}</p>
<h2>{promises_title}</h2>
{promises}
<h2>{causes_title}</h2>
<p>{causes_about}</p>
{delays}
{causes}
<h2>{pain_title}</h2>
<p>{pain_about}</p>
{pain}
<h2>{going_title}</h2>
{going}
<h2>{numbers_title}</h2>
{numbers}
<script type="application/json" id="report">{data}</script>
</body>
</html>
"""
