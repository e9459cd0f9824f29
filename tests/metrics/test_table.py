import pytest

from secaudit.metrics.table import ALL, METRICS, formula
from secaudit.metrics.variant import Variant


@pytest.mark.parametrize("metric", ALL, ids=lambda metric: metric.key)
def test_every_figure_says_where_its_formula_comes_from(metric):
    assert metric.function.__name__ == metric.key
    assert "Source:" in metric.function.__doc__
    assert metric.title and metric.formula


def test_no_two_figures_share_a_name():
    assert len(METRICS) == len({metric.title for metric in ALL}) == len(ALL)


def test_the_formula_follows_the_variant_of_the_period():
    assert formula("implementation_rate") == (
        "implemented ÷ (implemented + partial + not implemented + unknown)"
    )
    assert formula("coverage_rate").endswith("(these + not submitted)")
    strict = formula("coverage_rate", Variant(unknown_is_grasped=False))
    assert strict.endswith("(these + unknown + not submitted)")
