"""What the numbers in brackets on the page stand for."""

from __future__ import annotations

from typing import Final

SOURCES: Final = (
    ("2-7, 13-16", "what vendors and consultants say of ARR and accounts per CSM"),
    ("8, 9", "PostHog, public handbook: customer success, sales (2025, 2026)"),
    ("10, 12", "GitLab, public handbook: time plans of strategic and commercial CSMs (2024)"),
    ("20", "SaaS Capital, retention by contract value, about 1,500 companies (2023)"),
    ("30-34", "ChurnZero, Bessemer, Benchmarkit, Optifai: surveys of retention"),
    ("55, 59, 60", "tickets per customer; first responses of PostHog and of about 1,000 firms (Jitbit)"),
    ("57, 88, 89", "Buffer, happiness reports (2013, 2016)"),
    ("62", "Balusek, client hours per CSM (2017)"),
    ("70, 71", "Shi, Sridhar, Grewal, Lilien, Journal of Marketing 2017, and its summary by the AMA (2019)"),
    ("73", "Retana, Forman, Wu, Proactive customer education, M&SOM (manuscript of 2015)"),
    ("74", "Ascarza, Iyengar, Schleicher, Journal of Marketing Research 2016"),
    ("75", "Song, Tucker, Murrell, Management Science 2015"),
    ("78", "Freeman, Savva, Scholtes, Management Science 2017"),
    ("79", "Larkin, Journal of Labor Economics 2014"),
    ("80", "Kim, Sudhir, Uetake, Canales, Journal of Marketing Research 2019"),
    ("85", "Gainsight, over 100 firms, self-selected"),
    ("92", "takerev, contacts and churn, not causal"),
    ("99, 100", "Fader, Hardie, Journal of Interactive Marketing 2007; a replication of their estimates"),
    ("D+E", "worked out from read figures, with an estimate where there is none"),
)


def written() -> str:
    """Return the sources as the last part of the page."""
    lines = "\n".join(f"- [{number}] {what}" for number, what in SOURCES)
    return f"## Sources\n\n{lines}\n"
