"""The measuring, tried on slides that are broken on purpose: a check that cannot fail protects nobody."""

import base64
import io

import pytest
from PIL import Image

from .reader import reading

pytestmark = pytest.mark.xdist_group("browser measure")

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Slides</title><style>
body { margin: 0; font: 24px sans-serif; }
section { position: relative; width: 1280px; height: 720px; transform-origin: 0 0; }
p, h2 { margin: 0 0 10px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
</style></head><body><main><h1>Slides</h1>"""


def picture(style="", width=400, height=200, alt="A field"):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "png")
    return (
        f'<img style="{style or "display:block"}" width="{width}" height="{height}" alt="{alt}" '
        f'src="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}">'
    )


def formula(style=""):
    return (
        f'<mjx-container style="{style}"><svg style="max-width:100%" width="20ex" height="2ex" '
        'viewBox="0 0 20 2"><rect width="20" height="2"/></svg></mjx-container>'
    )


HANDLER = """const i = this.querySelector('input');
this.querySelectorAll('img').forEach(m => m.hidden = m.dataset.frame !== i.value);
const text = JSON.parse(i.dataset.values)[i.value];
i.nextElementSibling.value = text;
i.setAttribute('aria-valuetext', text);"""


def flipbook(handler=HANDLER, widths=(40, 50, 60), alts="xyz", attributes=""):
    frames = "".join(
        picture("margin:0", width, alt=alt).replace("<img", f'<img data-frame="{k}"' + " hidden" * (k != 1))
        for k, width, alt in zip(range(3), widths, alts, strict=True)
    )
    return (
        f'<figure class="flipbook" oninput="{handler}" {attributes}><div class="frames">{frames}</div>'
        '<label><span class="name">rate</span><input type="range" min="0" max="2" value="1" '
        """data-values='["a", "b", "c"]' aria-valuetext="b"><output>b</output></label></figure>"""
    )


SOUND = f"""<h2>A slide</h2>
<p>Some text with a <em>small</em> <code>piece</code>, {formula()}, and
<span class="unseen" style="font-size:1px">something unseen</span></p>
{picture()}
<p><label>rate <input type="range"></label></p>
<p style="opacity:0;font-size:3px">not yet shown</p>
<p hidden style="font-size:3px">hidden</p>"""

BROKEN = [
    ("small", '<p style="font-size:12px">tiny</p>', "tiny: 12.0 px"),
    ("small", '<p>normal <em style="font-size:60%">within</em></p>', "within: 14.4 px"),
    ("small", f"<p>{formula('font-size:10px')}</p>", "10.0 px"),
    ("outside", '<p style="position:absolute;left:1270px">right</p>', "right"),
    ("outside", '<p style="position:absolute;top:-9px">above</p>', "above: 9.0 px"),
    ("outside", "<p>many lines</p>" * 30, "many lines"),
    ("outside", picture("display:block;margin-left:900px"), "A field: 20.0 px"),
    ("outside", f'<div style="width:300px">{picture()}</div>', "A field: beyond its box"),
    ("cut", '<div style="width:200px;overflow:auto"><pre>a line that is far too long</pre></div>', "right"),
    ("cut", '<div style="height:50px;overflow:hidden"><p>one</p><p>two</p><p>three</p></div>', "below"),
    ("shrunk", picture("width:300px;height:auto"), "A field: 75 %"),
    ("shrunk", picture("width:400px;height:100px;object-fit:contain"), "A field: 50 %"),
    ("blank", "<p hidden>hidden</p>", "nothing is shown"),
    ("broken", '<img alt="Lost" width="50" height="50" src="data:image/png;base64,aGk=">', "Lost"),
    ("squeezed", f'<div style="width:80px">{formula("display:block")}</div>', "%"),
    ("overlapping", '<p>under</p><p style="margin-top:-30px">over</p>', "under: over"),
    ("overlapping", picture() + '<p style="margin-top:-60px">a line</p>', "a line: A field"),
]

FLIPBOOKS = [
    (flipbook(handler=""), "the picture is that of the position before"),
    (flipbook(handler=HANDLER.replace("hidden", "title")), "frame 1 is shown"),
    (flipbook(handler=HANDLER.replace("m.dataset.frame !== i.value", "false")), "3 frames are shown"),
    (flipbook(handler=HANDLER.replace("i.nextElementSibling.value = text;", "")), "says ['b', 'a'] for 'a'"),
    (flipbook(widths=(40, 50, 50)), "rate at 2: the picture is that of the position before"),
    (flipbook(alts="xyy"), "rate at 2: the alt is that of the position before"),
    (flipbook(attributes='onkeydown="event.preventDefault()"'), "stands at 1"),
    (flipbook(attributes='onkeydown="location.hash += 1"'), "rate turned the slide"),
]

PARTS = {
    "sound": SOUND,
    "scaled": f'<p style="font-size:20px">text</p>{picture()}{formula()}',
    "foot": '<p style="position:absolute;top:680px">at the foot</p>',
    "flipbook": flipbook(),
    **{f"broken-{k}": content for k, (_, content, _) in enumerate(BROKEN)},
    **{f"flipbook-{k}": content for k, (content, _) in enumerate(FLIPBOOKS)},
}


@pytest.fixture(scope="module")
def slides(browser, tmp_path_factory):
    """All of them, one below the other in one page."""
    path = tmp_path_factory.mktemp("measure") / "page.html"
    sections = [f'<section id="{name}">{content}</section>' for name, content in PARTS.items()]
    path.write_text("\n".join([PAGE, *sections, "</main></body></html>"]))
    with reading(browser, path) as reader:
        yield reader


@pytest.fixture
def opened(browser, tmp_path):
    """A page of its own, to be filled."""

    def open_page(content):
        path = tmp_path / "page.html"
        path.write_text(PAGE + content)
        return reading(browser, path)

    return open_page


def test_finds_nothing_on_a_sound_slide(slides):
    found, layout = slides.measure(slides.handle("#sound"))
    assert len(layout) >= 6
    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[f"{kind} {text}" for kind, _, text in BROKEN])
def test_finds_what_is_broken(slides, number):
    kind, _, message = BROKEN[number]
    assert message in "\n".join(slides.measure(slides.handle(f"#broken-{number}")).found[kind])


def test_counts_the_scale_of_the_slide(slides):
    slides.page.evaluate("() => document.querySelector('#scaled').style.transform = 'scale(0.8)'")
    found, _ = slides.measure(slides.handle("#scaled"))
    assert found["small"] == ["text: 16.0 px"]
    assert found["shrunk"] == ["A field: 80 %"]
    assert found["outside"] == found["squeezed"] == []


def test_sees_what_lies_on_the_furniture_beside_a_slide(slides):
    foot = slides.handle("#foot")
    slides.page.evaluate("""() => document.querySelector("#foot").insertAdjacentHTML("afterend",
        '<p id="number" style="position:absolute;margin-top:-40px">12/30</p>')""")
    assert slides.measure(foot).found["underfoot"] == []
    assert "at the foot: 12/30" in slides.measure(foot, beside="#number").found["underfoot"][0]


def test_finds_nothing_wrong_with_a_sound_flipbook(slides):
    assert slides.work_flipbook(slides.page.query_selector("#flipbook .flipbook")) == []


@pytest.mark.parametrize("number", range(len(FLIPBOOKS)), ids=[flaw for _, flaw in FLIPBOOKS])
def test_works_a_flipbook_through_and_tells_its_flaws(slides, number):
    book = slides.page.query_selector(f"#flipbook-{number} .flipbook")
    assert FLIPBOOKS[number][1] in "\n".join(slides.work_flipbook(book, where=lambda: slides.page.url))


def test_hears_requests_and_errors(opened):
    content = """<img alt="" src="http://127.0.0.1:9/a.png">
    <script>console.error("it says"); undefined_name</script>"""
    with opened(content) as reader:
        assert reader.requests == ["http://127.0.0.1:9/a.png"]
        said = "\n".join(reader.complaints)
        assert "it says" in said and "undefined_name" in said


def test_hears_requests_of_style_sheets_and_windows(opened):
    content = """<style>@import url("http://127.0.0.1:9/a.css");</style><script>
    window.open("about:blank").document.write('<img src="http://127.0.0.1:9/window.png">')</script>"""
    with opened(content) as reader:
        reader.context.pages[1].wait_for_load_state()
        assert sorted(reader.requests) == ["http://127.0.0.1:9/a.css", "http://127.0.0.1:9/window.png"]


def test_is_one_of_a_group_that_stays_on_one_worker(request):
    """Without groups every deck is walked on both workers: pytest 9.2 broke them, and nothing said so."""
    if request.config.getoption("loadgroup", False):
        assert request.node.nodeid.endswith("@browser measure")


def test_says_what_to_do_when_nothing_was_built(browser, tmp_path):
    with pytest.raises(AssertionError, match="run make"), reading(browser, tmp_path / "07_missing.html"):
        pass
