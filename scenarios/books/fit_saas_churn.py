"""Fits the churn level of scenarios/saas_2000.yaml to the data itself, and prints the numbers that stand there.

    python fit_saas_churn.py

1. New-logo churn m and heterogeneity phi. Every customer has a yearly churn theta ~ Beta(m phi, (1 - m) phi) of its
   own and renews every month with probability (1 - theta)^(1/12), so with a = m phi, b = (1 - m) phi

       P(alive after t months) = E[(1 - theta)^(t/12)] = B(a, b + t/12) / B(a, b)

   A churned customer was lost at the renewal that ends its last month (it survived t - 1), the others are censored
   at months_active. Maximum likelihood.
2. The weight of CSAT. Cox regression (Efron's ties, which matter: hundreds of customers leave in the same month) of
   churn on CSAT, support minutes and the two products with the largest effect. The hazard ratio R of one point
   becomes log-odds of renewing *for a year*, the scale of the model. With a yearly cumulative hazard L, survival is
   exp(-L), and  d logit(exp(-L)) / d ln L = -L / (1 - exp(-L)):  -ln R is enough only while churn is small, and
   here it is not.
"""

import csv
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln

BOOK = Path(__file__).with_name("saas_churn.csv")


def read():
    """Return the lines of the book, months active and whether each customer has churned, all (2000,)."""
    with BOOK.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    months = np.array([float(row["months_active"]) for row in rows])
    churned = np.array([row["churned"] == "1.0" for row in rows])
    return rows, months, churned


def log_alive(a, b, months):
    """Return the log of the probability to be a customer after ``months``, as an array like it."""
    return betaln(a, b + months / 12.0) - betaln(a, b)


def fit_survival(months, churned):
    """Return m and phi of a new logo."""

    def loss(log_ab):
        a, b = np.exp(log_ab)
        lost = np.exp(log_alive(a, b, months[churned] - 1)) - np.exp(log_alive(a, b, months[churned]))
        return -(np.log(lost).sum() + log_alive(a, b, months[~churned]).sum())

    found = minimize(loss, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9, "maxiter": 4000})
    a, b = np.exp(found.x)
    return a / (a + b), a + b


def fit_hazard_ratios(rows, months, churned):
    """Return the hazard ratios of one CSAT point, ten support minutes, payroll active, accounting active."""
    table = np.array(
        [
            [
                float(row["csat_score"]),
                float(row["minutes_customer_support"]) / 10.0,
                row["product_payroll"] == "Active",
                row["product_accounting"] == "Active",
            ]
            for row in rows
        ],
        dtype=float,
    )
    table -= table.mean(axis=0)

    def loss(beta):
        score = table @ beta
        total = 0.0
        for month in np.unique(months[churned]):
            events = (months == month) & churned
            at_risk, leaving = np.exp(score[months >= month]).sum(), np.exp(score[events]).sum()
            ties = np.arange(events.sum()) / events.sum()
            total += score[events].sum() - np.log(at_risk - ties * leaving).sum()
        return -total

    return np.exp(minimize(loss, np.zeros(table.shape[1]), method="BFGS").x)


def yearly_hazard(months, churned):
    """Return the churn rate a year: events over the customer-years in which they could happen."""
    return 12.0 * churned.sum() / months.sum()


def fit():
    """Return every number that saas_2000.yaml takes from the data."""
    rows, months, churned = read()
    m, phi = fit_survival(months, churned)
    csat, minutes, payroll, accounting = fit_hazard_ratios(rows, months, churned)
    level = yearly_hazard(months, churned)
    live = [row for row, lost in zip(rows, churned, strict=True) if not lost]
    return {
        "customers": len(rows),
        "live": len(live),
        "new_logo_churn": round(float(m), 3),
        "heterogeneity": round(float(phi), 2),
        "hazard_ratio_csat_point": round(float(csat), 2),
        "hazard_ratio_10_support_minutes": round(float(minutes), 2),
        "hazard_ratio_payroll_active": round(float(payroll), 2),
        "hazard_ratio_accounting_active": round(float(accounting), 2),
        "yearly_hazard": round(float(level), 2),
        "log_odds_per_csat_point": round(float(-np.log(csat) * level / -np.expm1(-level)), 1),
        "csat_of_live": round(float(np.mean([float(row["csat_score"]) for row in live])), 1),
        "support_minutes_of_live": round(float(np.mean([float(row["minutes_customer_support"]) for row in live])), 1),
    }


if __name__ == "__main__":
    print(json.dumps(fit(), indent=2))
