"""The queue-only reference workload, told by several engines and by packages that others wrote."""
