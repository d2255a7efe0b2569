"""The page of an audit report: it stands alone, so it brings its own style. No script."""

from typing import Final

PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title} | Plumbline</title>
<style>
:root {{
  color-scheme: light dark;
  --paper: #faf7f1; --ink: #21272a; --soft: #545c5e; --line: #ddd5c7;
  --one: #14524d; --two: #8f4400; --note: #fdf0e0;
  font: 1rem/1.5 system-ui, sans-serif;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --paper: #15191a; --ink: #e8e6e1; --soft: #a9b0ae; --line: #3a4244;
    --one: #7cc7bd; --two: #e0a35a; --note: #3a2a14;
  }}
}}
body {{ background: var(--paper); color: var(--ink); margin: 0 auto; max-width: 60rem;
  padding: 1rem }}
a {{ color: var(--one) }}
h1, h2, h3 {{ line-height: 1.2 }}
h2 {{ border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.5rem }}
.note {{ background: var(--note); border-left: .3rem solid var(--two); padding: .75rem 1rem }}
.big {{ font-size: 1.25rem }}
.soft {{ color: var(--soft) }}
.soft li {{ overflow-wrap: anywhere }}
code {{ font-size: .9375em; white-space: normal }}
.wide {{ overflow-x: auto }}
table {{ border-collapse: collapse; font-size: .9375rem; margin: 1rem 0 }}
th, td {{ border-bottom: 1px solid var(--line); padding: .35rem 1rem .35rem 0; text-align: left;
  vertical-align: top }}
td {{ font-variant-numeric: tabular-nums; white-space: nowrap }}
thead th {{ color: var(--soft) }}
.rules td {{ white-space: normal }}
tbody th {{ font-weight: 400 }}
summary {{ cursor: pointer; padding: .4rem 0 }}
figure {{ margin: 1rem 0 }}
figcaption {{ color: var(--soft); font-size: .9375rem }}
svg {{ display: block; height: auto; min-width: 30rem; width: 100% }}
svg text {{ fill: var(--ink); font: 12px system-ui, sans-serif }}
svg .axis {{ fill: var(--soft) }}
svg .start {{ text-anchor: start }}
svg .middle {{ text-anchor: middle }}
svg .end {{ text-anchor: end }}
svg .grid {{ stroke: var(--line); stroke-width: 1 }}
svg .mean {{ stroke: var(--one); stroke-width: 1.5 }}
svg .limit {{ fill: none; stroke: var(--soft); stroke-width: 1.5 }}
svg .limit.near {{ stroke-dasharray: 2 4 }}
svg .limit.far {{ stroke-dasharray: 7 4 }}
svg .dot {{ fill: var(--one); fill-opacity: .8 }}
svg .dot.outside {{ fill: var(--two); stroke: var(--ink) }}
svg .whisker {{ stroke: var(--one); stroke-width: 1.5 }}
svg .line {{ fill: none; stroke: var(--one); stroke-width: 2 }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<p class="note"><strong>{disclosure_title}</strong> {disclosure}</p>
{overview}
{audits}
<p class="soft">{made}</p>
</body>
</html>
"""
