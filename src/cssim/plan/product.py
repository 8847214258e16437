"""The product in numbers."""

from __future__ import annotations

from cssim.plan.rows.product import ProductRow
from cssim.scenario.health import Health
from cssim.scenario.product import Product


def lower_product(product: Product, health: Health) -> ProductRow:
    """Return what becomes of wishes; nothing if it is of no consequence whether one is heard."""
    if health.product_gap.level == 0.0 or health.product_gap.unheard == 0.0:
        return ProductRow()
    return ProductRow(
        product_missed=product.missed,
        product_releases=product.releases if product.match > 0.0 else 0,
        product_voice=product.voice,
        product_match=product.match,
    )
