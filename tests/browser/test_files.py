"""A form that answers with a file leaves its page as it was: the next file is one click away."""

import pytest

pytestmark = pytest.mark.browser


def test_a_button_that_gave_a_file_works_again(tab):
    page = tab("secretariat", "accessreview.show")
    page.clock.install()
    page.reload()
    button = page.locator("main form button").first
    for _once_more in range(2):
        with page.expect_download():
            button.click()
        page.clock.run_for(1000)
        assert button.get_attribute("aria-disabled") == "true"
        page.clock.run_for(5000)
        assert button.get_attribute("aria-disabled") is None
