"""What authors bring into a lecture reaches the exported files whole, or is refused by name.

Pictures were not found because of a space or a Cyrillic letter in their name, films and frames asked the
network in silence, where a hall has none, and the style sheet of one table changed every slide.
"""

import base64
import http.server
import math
import re
import struct
import threading
import time
import wave

import pytest
from PIL import Image

from slides.embedding import embedded
from slides.pages import render

from ..patience import PATIENCE
from .conftest import Series

pytestmark = pytest.mark.xdist_group("embedding")

NAMES = ["my picture.png", "100%.png", "50%25.png", "картинка.png", "żółw.png", "a<b>.png", "a&b.png"]
NAMES += ["plain.png"]
WRITTEN = [
    ("![A dot](my%20picture.png)", "my picture.png"),
    ("![A dot](<my picture.png>)", "my picture.png"),
    ('<img alt="A dot" src="my picture.png">', "my picture.png"),
    ("![A dot](100%.png)", "100%.png"),
    ("![A dot](50%25.png)", "50%25.png"),
    ("![A dot](картинка.png)", "картинка.png"),
    ("before <img src=картинка.png alt='A dot'> after", "картинка.png"),
    ("![A dot](zo\u0301łw.png)", None),
    ("![A dot](z\u0307o\u0301łw.png)", "żółw.png"),
    ("![A dot](a%3Cb%3E.png)", "a<b>.png"),
    ('<img src="a<b>.png" alt="A dot">', "a<b>.png"),
    ("![A dot](a&b.png)", "a&b.png"),
    ("![A dot](plain.png?raw=true)", "plain.png"),
    ("![A dot](plain.png#part)", "plain.png"),
    ("<img src=plain.png alt=dot>", "plain.png"),
    ("<IMG\n  ALT='A dot'\n  SRC='plain.png'\n/>", "plain.png"),
    ("- a list\n\n  ![A dot](plain.png)", "plain.png"),
    ("<svg viewBox='0 0 9 9'><image href='plain.png' width='9' height='9'/></svg>", "plain.png"),
    ("<p style='background: url(plain.png)'>words</p>", "plain.png"),
    ("<style>.mine { background: url( 'my picture.png' ) }</style>", "my picture.png"),
]


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    """A folder with pictures, each of another colour, and one file that is no picture."""
    folder = tmp_path_factory.mktemp("brought")
    for number, name in enumerate(NAMES):
        Image.new("RGB", (3, 3), (number, 0, 0)).save(folder / name)
    (folder / "broken.png").write_bytes((folder / "plain.png").read_bytes()[:45])
    (folder / "broken.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")
    (folder.parent / "outside.png").write_bytes((folder / "plain.png").read_bytes())
    return folder


def markdown(source, folder):
    """A Markdown cell as the exports show it."""
    from slides.cells import CellRenderer
    from slides.mathematics import Formulas

    return CellRenderer(folder, Formulas()).render(Series.text(source))


@pytest.mark.parametrize("source, name", WRITTEN)
def test_a_picture_is_found_whatever_its_name_and_however_it_is_written(brought, source, name):
    if name is None:
        with pytest.raises(ValueError, match="is not to be found beside the notebook"):
            markdown(source, brought)
        return
    content = base64.b64encode((brought / name).read_bytes()).decode()
    assert re.findall(r"data:image/png;base64,([\w+/=]*)", markdown(source, brought)) == [content]


@pytest.mark.parametrize(
    "source, reason",
    [
        ("![A dot](broken.png)", "the picture 'broken.png' cannot be decoded"),
        ("![A dot](broken.svg)", "the picture 'broken.svg' cannot be decoded as SVG"),
        ("![A dot](../outside.png)", "'../outside.png' is not to be found beside the notebook"),
        ("![A dot](https://example.org/a.png)", "'https://example.org/a.png' is not to be found"),
        ("![A dot](my picture.png)", "is no picture to Markdown: write a space in its name as %20"),
        ("![](plain.png)", "without alternative text"),
        ("<img alt='A dot' src='data:image/png;base64,aGk='>", "cannot be decoded"),
        ("<img alt='A dot' src=plain.png srcset='plain.png 2x'>", "<img srcset='plain.png 2x'> would be"),
        (
            "<iframe src='https://example.org'></iframe>",
            "<iframe>, as of YouTubeVideo and IFrame) https://exam",
        ),
        ("<object data='film.swf'></object>", "an embedded object (<object>) film.swf"),
        ("<embed src='film.swf'>", "an embedded object (<embed>)"),
        ("<video src='https://example.org/film.mp4'></video>", "/film.mp4' is not to be found"),
        ("<link rel=stylesheet href='https://example.org/a.css'>", "a style sheet from elsewhere (<link>)"),
        ("<base href='https://example.org/'>", "another address for all links"),
        ("<meta http-equiv=refresh content='0;url=https://example.org'>", "is for whole pages"),
        ("<script src='https://example.org/a.js'></script>", "/a.js'> would be fetched"),
        ("<script>fetch('data.json')</script>", "a script that asks the network (fetch)"),
        ("<script>const r = new XMLHttpRequest()</script>", "asks the network (XMLHttpRequest)"),
        ("<script type=module>import x from 'https://example.org/x.js'</script>", "asks the network"),
        ("<b onclick=\"fetch('data.json')\">x</b>", "a script that asks the network (fetch)"),
        ("<style>@import 'https://example.org/a.css';</style>", "a style sheet from elsewhere (@import)"),
        ("<style>.a { background: url(https://example.org/a.png) }</style>", "is not to be found"),
        ("<style>.a {} } body { color: red }</style>", "a style sheet that is wrong in line 1"),
        ("<table background='plain.png'></table>", "would be fetched"),
        ("<svg><use href='parts.svg#a'/></svg>", "<use href='parts.svg#a'> would be fetched"),
    ],
)
def test_what_is_broken_or_would_be_fetched_is_refused(brought, source, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        markdown(source, brought)


@pytest.mark.parametrize(
    "source",
    [
        "<a href='https://example.org'>a link</a>",
        "<code>&lt;iframe src=x> ![a](b c.png)</code>",
        "<svg viewBox='0 0 9 9'><defs><path id='a' d='M0 0'/></defs><use href='#a'/></svg>",
        "<script>document.title; const fetched = 3</script>",
        "<p>3 < 4 & 5</p>",
        "an attachment ![x](data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==)",
    ],
)
def test_what_asks_for_nothing_stays_as_it_is(brought, source):
    assert embedded(source, brought) == source
    markdown(source, brought)


def test_sound_and_film_beside_the_notebook_are_embedded_up_to_a_size(tmp_path, monkeypatch):
    (tmp_path / "a tone.wav").write_bytes(b"RIFF")
    (tmp_path / "film.mp4").write_bytes(b"mp4")
    (tmp_path / "words.vtt").write_text("WEBVTT")
    page = embedded(
        "<audio controls src='a tone.wav'></audio><video><source src=film.mp4><track src=words.vtt></video>",
        tmp_path,
    )
    assert re.findall(r"data:([\w/-]+);", page) == ["audio/x-wav", "video/mp4", "text/vtt"]
    monkeypatch.setattr("slides.embedding.MEGABYTES", 0.000002)
    with pytest.raises(ValueError, match="'film.mp4' has 0.0 MB, at most"):
        embedded("<video src=film.mp4></video>", tmp_path)


# In a build

REFUSED = {
    "01_broken": "![A dot](broken.png)",
    "02_frame": "from IPython.display import IFrame\nIFrame('https://example.org', 300, 200)",
    "03_tube": "from IPython.display import YouTubeVideo\nYouTubeVideo('dQw4w9WgXcQ')",
    "04_fetch": "from IPython.display import HTML\nHTML('<script>fetch(\"data.json\")</script>')",
    "05_output": "from IPython.display import Image\nImage(b'\\x89PNG\\r\\n\\x1a\\n', format='png', "
    "alt='no picture at all')",
}


@pytest.fixture(scope="module")
def listening():
    """A web server that notes what it is asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_GET

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def built(tmp_path_factory, brought, listening):
    """Lectures with what must be refused, and one with what may come and a script that hides its work."""
    series = Series(tmp_path_factory.mktemp("embedding"))
    for path in brought.iterdir():
        (series.notebooks / path.name).write_bytes(path.read_bytes())
    with wave.open(str(series.notebooks / "tone.wav"), "wb") as tone:
        tone.setparams((1, 2, 8000, 0, "NONE", ""))
        tone.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(k / 3))) for k in range(2000)))
    for name, source in REFUSED.items():
        cell = series.text(source, "slide") if source.startswith("!") else series.code(source, "slide")
        series.lecture(name, cell)
    address = listening[0]
    hidden = """<script>addEventListener('load', () => {
        window['fe' + 'tch']('ADDRESS/fetch').catch(() => {});
        for (const tag of ['img', 'script', 'ifr' + 'ame']) {
            const part = document.createElement(tag);
            part['sr' + 'c'] = 'ADDRESS/' + tag;
            document.body.append(part);
        }
    })</script>""".replace("ADDRESS", address)
    series.lecture(
        "20_sound",
        series.text("## Styled", "slide"),
        series.code(
            "from IPython.display import HTML\nHTML('<style>h2, p { color: rgb(1, 2, 3) } "
            "@keyframes turn { to { rotate: 1turn } } #it { animation: turn 1s infinite }</style>"
            '<p id="it">mine</p>\')'
        ),
        series.text("not mine"),
        series.text("## Another\n\n<audio controls src='tone.wav'></audio>", "slide"),
        series.text(hidden),
    )
    process = series.start()
    out, _ = process.communicate(timeout=PATIENCE)
    series.said = out
    return series


@pytest.mark.parametrize("name", REFUSED)
def test_a_build_refuses_with_the_cell(built, name):
    first = REFUSED[name].partition("\n")[0]
    (line,) = [line for line in built.said.splitlines() if line.startswith(f"{name} FAILED")]
    assert f"cell 2 ({first}): " in line and "Chromium failed" not in line


def test_nothing_is_asked_of_the_network_by_a_script_that_hides_it(built, browser, listening):
    """The last line of defence: the page's own Content-Security-Policy."""
    assert "20_sound: " in built.said
    address, asked = listening
    context = browser.new_context()
    for name in ("20_sound.slides.html", "20_sound.html"):
        page = context.new_page()
        page.goto((built.dist / name).as_uri())
        page.wait_for_load_state("load")
        page.locator(f"iframe[src='{address}/iframe']").wait_for(state="attached")
        assert page.evaluate(f"fetch('{address}/asked').then(() => 'answered', () => 'refused')") == "refused"
        assert page.evaluate(
            "new Promise(done => { const audio = document.querySelector('audio');"
            "audio.onloadedmetadata = () => done(audio.duration > 0.2); audio.onerror = () => done(false);"
            "audio.load() })"
        ), "the sound that is in the page is heard"
    assert asked == []
    bare = built.dist / "bare.html"
    bare.write_text(re.sub("<meta http-equiv[^>]*>", "", (built.dist / "20_sound.html").read_text()))
    page = context.new_page()
    page.goto(bare.as_uri())
    everything = {"/fetch", "/img", "/script", "/iframe"}
    end = time.monotonic() + 30
    while not everything <= set(asked) and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert everything <= set(asked), "without the policy the script does ask"
    context.close()


@pytest.mark.parametrize("name", ["20_sound.slides.html", "20_sound.html"])
def test_a_style_sheet_stays_in_its_cell(built, browser, name):
    page = browser.new_page()
    page.goto((built.dist / name).as_uri())
    colour = "element => getComputedStyle(element).color"
    assert page.locator("p", has_text=re.compile("^mine$")).evaluate(colour) == "rgb(1, 2, 3)"
    assert page.locator("#it").evaluate("element => element.getAnimations().length") == 1
    for other in (page.locator("h2").first, page.locator("p", has_text="not mine"), page.locator("h2").last):
        assert other.evaluate(colour) != "rgb(1, 2, 3)"
    page.close()


@pytest.mark.parametrize("name", ["20_sound.slides.html", "20_sound.html", "index.html"])
def test_each_page_forbids_connections(built, name):
    (policy,) = built.page(name).select("meta[http-equiv='Content-Security-Policy']")
    rules = dict(rule.split(" ", 1) for rule in policy["content"].split("; "))
    assert rules["default-src"] == "'none'" and "connect-src" not in rules
    assert not re.search(r"https?:|\*", policy["content"])


def test_the_policy_comes_before_all_that_it_governs():
    page = render("index.html.j2", lectures=[], emblem="", styles=["p {}"], scripts=["0"])
    assert page.index("Content-Security-Policy") < page.index("<style>") < page.index("<script>")
