"""Inverse distribution functions in plain arithmetic: one uniform in, one value out, no rejection (rules P2, P15)."""

from __future__ import annotations

import math
from typing import Final

FIXED: Final = 0
EXPONENTIAL: Final = 1
LOGNORMAL: Final = 2

_ITERATIONS: Final = 64
_TERMS: Final = 200


def exponential(u: float) -> float:
    """Return the unit exponential variate of the uniform ``u``."""
    return -math.log1p(-u)


def normal(u: float) -> float:
    """Return the standard normal quantile of ``u``.

    Notes
    -----
    Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37(3), 1988
    (PPND16, relative error about 1e-16).
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _ratio(r, _A, _B)
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    value = _ratio(r - 1.6, _C, _D) if r <= 5.0 else _ratio(r - 5.0, _E, _F)
    return -value if q < 0.0 else value


def lognormal(u: float, mean: float, sigma: float) -> float:
    """Return the quantile ``u`` of a lognormal law with the given mean and standard deviation of the log."""
    return mean * math.exp(sigma * normal(u) - 0.5 * sigma * sigma)


def hours(law: int, mean: float, spread: float, u: float) -> float:
    """Return the quantile ``u`` of a law of working hours [h].

    ``law`` is ``FIXED``, ``EXPONENTIAL`` or ``LOGNORMAL`` (``spread`` = standard deviation of the log).
    """
    if law == EXPONENTIAL:
        return mean * exponential(u)
    if law == LOGNORMAL:
        return lognormal(u, mean, spread)
    return mean


def beta_log_odds(u: float, a: float, b: float, log_beta: float) -> float:
    """Return ln(x / (1 - x)) where x is the quantile ``u`` of a Beta(a, b) law.

    ``log_beta`` is ln B(a, b), computed once while the plan is made. The log-odds are solved for directly, so that
    probabilities next to 0 or 1 keep their precision: bisection makes it safe, Newton steps make it quick.
    """
    low, high = -700.0, 700.0
    t = math.log(a / b)
    for _ in range(_ITERATIONS):
        error = beta_cdf_at(t, a, b, log_beta) - u
        if error > 0.0:
            high = t
        else:
            low = t
        slope = _beta_power(t, a, b, log_beta)
        following = t - error / slope if slope > 0.0 else low
        if not low < following < high:
            following = 0.5 * (low + high)
        if abs(following - t) <= 1e-14 * (1.0 + abs(t)):
            return following
        t = following
    return t


def beta_cdf_at(t: float, a: float, b: float, log_beta: float) -> float:
    """Return I_x(a, b), the Beta distribution function, at x = 1 / (1 + exp(-t))."""
    x = 1.0 / (1.0 + math.exp(-t))
    front = _beta_power(t, a, b, log_beta)
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _continued_fraction(x, a, b) / a
    return 1.0 - front * _continued_fraction(1.0 / (1.0 + math.exp(t)), b, a) / b


def _beta_power(t: float, a: float, b: float, log_beta: float) -> float:
    """Return x^a (1 - x)^b / B(a, b) at x = 1 / (1 + exp(-t)): the slope of the distribution function in t."""
    log_x = -math.log1p(math.exp(-t)) if t > 0.0 else t - math.log1p(math.exp(t))
    return math.exp(a * log_x + b * (log_x - t) - log_beta)


def _continued_fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22)."""
    tiny = 1e-300
    c = 1.0
    d = 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        d = 1.0 + even * d
        d = 1.0 / (d if abs(d) > tiny else tiny)
        c = 1.0 + even / c
        c = c if abs(c) > tiny else tiny
        value *= d * c
        d = 1.0 + odd * d
        d = 1.0 / (d if abs(d) > tiny else tiny)
        c = 1.0 + odd / c
        c = c if abs(c) > tiny else tiny
        value *= d * c
        if abs(d * c - 1.0) < 1e-16:
            break
    return value


def _ratio(r: float, top: tuple[float, ...], bottom: tuple[float, ...]) -> float:
    """Return the ratio of two polynomials in ``r`` of degree seven, highest coefficient first."""
    numerator = top[0]
    denominator = bottom[0]
    for i in range(1, 8):
        numerator = numerator * r + top[i]
        denominator = denominator * r + bottom[i]
    return numerator / denominator


_A: Final = (
    2509.0809287301226727,
    33430.575583588128105,
    67265.770927008700853,
    45921.953931549871457,
    13731.693765509461125,
    1971.5909503065514427,
    133.14166789178437745,
    3.387132872796366608,
)
_B: Final = (
    5226.495278852854561,
    28729.085735721942674,
    39307.89580009271061,
    21213.794301586595867,
    5394.1960214247511077,
    687.1870074920579083,
    42.313330701600911252,
    1.0,
)
_C: Final = (
    7.7454501427834140764e-4,
    0.0227238449892691845833,
    0.24178072517745061177,
    1.27045825245236838258,
    3.64784832476320460504,
    5.7694972214606914055,
    4.6303378461565452959,
    1.42343711074968357734,
)
_D: Final = (
    1.05075007164441684324e-9,
    5.475938084995344946e-4,
    0.0151986665636164571966,
    0.14810397642748007459,
    0.68976733498510000455,
    1.6763848301838038494,
    2.05319162663775882187,
    1.0,
)
_E: Final = (
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    0.0012426609473880784386,
    0.026532189526576123093,
    0.29656057182850489123,
    1.7848265399172913358,
    5.4637849111641143699,
    6.6579046435011037772,
)
_F: Final = (
    2.04426310338993978564e-15,
    1.4215117583164458887e-7,
    1.8463183175100546818e-5,
    7.868691311456132591e-4,
    0.0148753612908506148525,
    0.1369298809227358053,
    0.59983220655588793769,
    1.0,
)
