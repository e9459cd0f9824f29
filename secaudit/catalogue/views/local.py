"""What the city has changed, what of it should be looked at, and what is wrong in its files."""

from flask import current_app, render_template
from flask_babel import gettext

from secaudit.catalogue.installed import in_force
from secaudit.catalogue.views import bp


@bp.get("/own-rules")
def local():
    found = in_force(current_app.config)
    return render_template(
        "catalogue/local.html",
        in_force=found,
        catalogue=found.catalogue,
        own=[each for each in found.catalogue.controls if each.id not in found.shipped],
        translate=gettext,
    )
