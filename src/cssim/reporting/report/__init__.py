"""``report.html``: a study as one page that needs nothing else, on a screen and on paper."""

from cssim.reporting.report.again import report_again as report_again
from cssim.reporting.report.background import AssumptionRow as AssumptionRow
from cssim.reporting.report.background import Background as Background
from cssim.reporting.report.page import report as report
from cssim.reporting.report.projection import report_of_run as report_of_run
