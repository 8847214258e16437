"""``report.html``: a study as one page that needs nothing else, on a screen and on paper."""

from cssim.reporting.report.page import report as report
from cssim.reporting.report.projection import report_of_run as report_of_run
from cssim.reporting.report.sections import AssumptionRow as AssumptionRow
from cssim.reporting.report.sections import Background as Background
