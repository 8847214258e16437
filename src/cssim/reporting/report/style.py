"""The style sheet of the report: quiet, legible in grey, and made for paper too."""

from __future__ import annotations

from typing import Final

from cssim.reporting import theme

STYLE: Final = f"""
:root{{color-scheme:light}}
*{{box-sizing:border-box}}
body{{margin:0;background:#fff;color:{theme.INK};
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}}
main{{max-width:60rem;margin:0 auto;padding:1.5rem}}
nav{{display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.85rem;
border-bottom:1px solid {theme.FAINT};padding-bottom:.6rem}}
nav a{{color:{theme.GOOD};text-decoration:none}}
nav a:hover{{text-decoration:underline}}
h1{{font-size:1.5rem;line-height:1.25;margin:1.2rem 0 .3rem}}
h2{{font-size:1.15rem;margin:2.2rem 0 .6rem;padding-top:.4rem;border-top:2px solid {theme.INK}}}
h3{{font-size:1rem;margin:1.2rem 0 .3rem}}
p{{margin:.5rem 0;max-width:46rem}}
p.lead{{font-size:1.15rem;font-weight:600}}
p.note,figcaption{{color:{theme.SOFT};font-size:.85rem;max-width:46rem}}
.tiles{{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.8rem;margin:1rem 0}}
.tile{{border:1px solid {theme.SOFT};border-radius:.4rem;padding:.7rem .9rem}}
.number{{font-size:1.5rem;font-weight:700;font-variant-numeric:tabular-nums}}
.what{{font-weight:600;font-size:.9rem}}
.range{{color:{theme.SOFT};font-size:.82rem}}
.wide{{overflow-x:auto;margin:.7rem 0}}
table{{border-collapse:collapse;font-size:.84rem;font-variant-numeric:tabular-nums}}
th,td{{padding:.28rem .6rem;text-align:right;vertical-align:top;border-bottom:1px solid {theme.FAINT}}}
th:first-child,td:first-child{{text-align:left;padding-left:0}}
thead th{{border-bottom:1.5px solid {theme.INK};vertical-align:bottom}}
tbody th{{font-weight:500}}
td{{white-space:nowrap}}
table.words td,table.words th{{text-align:left;white-space:normal;overflow-wrap:anywhere}}
dl{{display:grid;grid-template-columns:9rem 1fr;gap:.25rem 1rem;margin:.7rem 0;max-width:52rem}}
dt{{font-weight:600}}
dd{{margin:0;overflow-wrap:anywhere}}
figure{{margin:1rem 0;break-inside:avoid}}
svg.picture{{width:100%;height:auto;max-width:54rem;display:block}}
svg.picture *{{stroke-linejoin:round;stroke-linecap:butt}}
@media (max-width:40rem){{dl{{grid-template-columns:1fr}}dd{{margin-bottom:.4rem}}}}
@media print{{
@page{{size:A4;margin:14mm}}
body{{font-size:10.5pt}}
main{{max-width:none;padding:0}}
nav{{display:none}}
.wide{{overflow:visible}}
table{{font-size:8pt}}
th,td{{padding:.2rem .35rem}}
tr,.tile,dl{{break-inside:avoid}}
h2{{break-after:avoid}}
}}
"""
