from flask import Blueprint, render_template

bp = Blueprint("home", __name__)


@bp.get("/")
def show():
    return render_template("home/show.html", tasks=[])
