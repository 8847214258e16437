"""``report.html``: a comparison as one page that needs nothing else, on a screen and on paper."""

from cssim.reporting.report.page import AssumptionRow as AssumptionRow
from cssim.reporting.report.page import Background as Background
from cssim.reporting.report.page import report as report
