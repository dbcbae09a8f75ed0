"""Whoever moves code that draws is told which picture became another one, and on which slide."""

import base64
import io

from PIL import Image

from .pictures import main


def deck(folder, *pictures):
    """A deck with a picture on each of its slides: its grey, and its alternative text."""
    slides = []
    for number, (grey, alt) in enumerate(pictures):
        content = io.BytesIO()
        Image.new("RGB", (10, 10), (grey,) * 3).save(content, "png")
        source = "data:image/png;base64," + base64.b64encode(content.getvalue()).decode()
        slides.append(f"<section><h2>Slide {number}</h2><img src='{source}' alt='{alt}'></section>")
    folder.mkdir()
    page = f"<div class='slides'><section>{''.join(slides)}</section></div>"
    (folder / "02_x.slides.html").write_text(page)
    return str(folder)


def test_the_same_pictures_are_the_same(tmp_path, capsys):
    pictures = [(10, "a ball"), (200, "a wall")]
    assert main([deck(tmp_path / "a", *pictures), deck(tmp_path / "b", *pictures)]) == 0
    assert capsys.readouterr().out == "02_x.slides.html: 2 pictures, 0 differ\n"


def test_what_differs_is_named_measured_and_shown(tmp_path, capsys):
    before = deck(tmp_path / "a", (10, "a ball"), (200, "a wall"))
    after = deck(tmp_path / "b", (10, "a ball"), (180, "a hill"), (0, "one more"))
    assert main([before, after, "--show", str(tmp_path / "shown")]) == 1
    said = capsys.readouterr().out
    assert "3 pictures, 2 differ" in said
    assert "'Slide 1': 'a wall' has become 'a hill'; 100.00% of the pixels differ, by 20 of 255" in said
    assert "'Slide 2': there is only one of them" in said
    assert Image.open(tmp_path / "shown" / "02-002.png").size == (10, 40)
