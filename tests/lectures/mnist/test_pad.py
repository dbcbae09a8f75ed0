"""Drawings become images as MNIST's are, in Python and in the page, and a network reads them there."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from lib import Adam, Dense, Network, ReLU, Sigmoid, fit, mnist
from lib.interactive.modules import bundle
from lib.lectures.mnist.drawings import image_of, prepared_drawings
from lib.lectures.mnist.pad import LARGEST, Pad, encoded

DRAWINGS = prepared_drawings()
NAMES = [name for name, _ in DRAWINGS]

SQUARE = [[[0.2, 0.2], [0.2, 0.8], [0.8, 0.8], [0.8, 0.2], [0.2, 0.2]]]


def box(image):
    """First and last line, first and last column, that have ink."""
    ink = image.reshape(28, 28) > 0.5
    lines, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return lines[0], lines[-1], columns[0], columns[-1]


@pytest.mark.parametrize(("name", "drawing"), DRAWINGS, ids=NAMES)
def test_an_image_is_fitted_and_centred_as_those_of_mnist(name, drawing):
    image = image_of(drawing)
    assert image.shape == (784,) and image.dtype == np.float32
    assert 0 <= image.min() and image.max() == 1
    first, last, left, right = box(image)
    assert max(last - first, right - left) + 1 == pytest.approx(20, abs=1)
    centre = image @ np.indices((28, 28)).reshape(2, -1).T / image.sum()
    assert centre == pytest.approx([13.5, 13.5], abs=0.1)


def test_place_and_size_of_a_drawing_make_no_difference():
    moved = [[[0.1 + x / 3, 0.6 + y / 4] for x, y in stroke] for stroke in SQUARE]
    small = [[[0.7 + x / 4, 0.7 + y / 4] for x, y in stroke] for stroke in SQUARE]
    assert image_of(small) == pytest.approx(image_of(SQUARE), abs=1e-5)
    assert abs(image_of(moved) - image_of(SQUARE)).max() > 0.5  # it is not the same drawing: it is squeezed


def test_strokes_are_drawn_from_point_to_point_and_not_between_each_other():
    image = image_of(SQUARE).reshape(28, 28)
    assert image[13, 13] == 0 and image[4:24, 5].min() > 0.5 and image[5, 4:24].min() > 0.5
    two = image_of([[[0.2, 0.2], [0.2, 0.8]], [[0.8, 0.2], [0.8, 0.8]]]).reshape(28, 28)
    assert two[13, 5] == 1 and two[13, 22] == 1 and two[:, 10:18].max() == 0


def test_nothing_drawn_is_a_blank_image():
    assert not image_of([]).any() and not image_of([[]]).any()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("drawing", [[[[0.3, 0.9]]], [[[0.3, 0.9], [0.3, 0.9]]]])
def test_a_dot_is_a_dot_in_the_middle(drawing):
    image = image_of(drawing).reshape(28, 28)
    assert image[13:15, 13:15].min() == 1 and image[:, :10].max() == 0


def test_prepared_drawings_lie_in_the_square():
    assert len(set(NAMES)) == len(NAMES) >= 8
    for _, drawing in DRAWINGS:
        points = np.concatenate(drawing)
        assert points.shape[1] == 2 and points.min() >= 0 and points.max() <= 1


@pytest.fixture(scope="module")
def net():
    """The network of the lecture, after less training."""
    data = mnist()
    net = Network(784, Dense(128), ReLU(), Dense(10), l2=1e-5)
    fit(
        net,
        data.x_train[:20_000],
        data.y_train[:20_000],
        Adam(0.003),
        epochs=2,
        batch_size=100,
        progress=False,
    )
    return net


@pytest.fixture
def pad(net, open_figures):
    """The page of a pad, as an export has it."""
    page = open_figures(Pad(net, DRAWINGS), has_touch=True)
    page.locator(".square").wait_for()
    return page


def draw(page, *strokes):
    """Draw with the mouse, in shares of the square."""
    box = page.locator(".square").bounding_box()
    for stroke in strokes:
        for k, (x, y) in enumerate(stroke):
            steps = 1 if k == 0 else 6
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=steps)
            if k == 0:
                page.mouse.down()
        page.mouse.up()


def seen(page):
    """What a reader who does not see is told, once it says this many strokes."""
    return page.locator(".live-stage .unseen").first.inner_text()


def says(page, text):
    page.wait_for_function(
        "text => document.querySelector('.live-stage .unseen').textContent.includes(text)", arg=text
    )


def press(page, name):
    page.get_by_role("button", name=name).click()


def test_the_page_makes_the_same_images(browser):
    """of all prepared drawings, a dot, and nothing."""
    drawings = [*(drawing for _, drawing in DRAWINGS), SQUARE, [[[0.3, 0.9]]], [], [[]]]
    page = browser.new_page()
    module = bundle(Pad.module.with_name("drawings.js"))
    images = page.evaluate(
        f"drawings => {{ {module} return drawings.map(one => [...imageOf(one)]); }}", drawings
    )
    page.close()
    assert np.ptp(images[0]) == 1
    np.testing.assert_allclose(images, [image_of(drawing) for drawing in drawings], rtol=0, atol=1e-6)


def test_the_page_reads_digits_as_the_network_does(net, browser):
    """Its weights travel in 12 bits; a thousand digits of the test."""
    figure, x = Pad(net), mnist().x_test[:1000]
    page = browser.new_page()
    module = bundle(Pad.module.with_name("reader.js"))
    answers = page.evaluate(
        f"([text, scales, others, x]) => {{ {module} const net = readerOf(text, scales, others);"
        " return x.map(image => [...net.predict(Float64Array.from(image))]); }",
        [figure.weights, figure.scales, figure.others, x.tolist()],
    )
    page.close()
    np.testing.assert_allclose(answers, net(x), rtol=0, atol=1e-3)


def test_weights_come_within_half_a_step():
    matrix = np.random.default_rng(0).normal(size=(5, 3))
    matrix[2] = 0
    text, factors = encoded(matrix)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    whole = np.array([letters.index(one) for one in text]).reshape(5, 3, 2) @ [64, 1] - LARGEST
    assert abs(whole * np.array(factors)[:, None] - matrix).max() <= 0.51 * max(factors)


@pytest.mark.parametrize(
    "net",
    [
        Network(784, Dense(10)),
        Network(784, Dense(8), Sigmoid(), Dense(10)),
        Network(2, Dense(8), ReLU(), Dense(10)),
    ],
)
def test_another_network_is_refused(net):
    with pytest.raises(ValueError, match="net: expected Network"):
        Pad(net)
    with pytest.raises(TypeError, match="net: expected"):
        Pad(3)


def test_python_sees_what_the_network_sees(net):
    pad = Pad(net, DRAWINGS)
    np.testing.assert_array_equal(pad.image, image_of(DRAWINGS[0][1]))
    np.testing.assert_array_equal(pad.probabilities, net([pad.image])[0])
    pad.drawing, pad.noise = [], [1] + 48 * [0]
    assert pad.image.sum() == 16 and pad.image.reshape(28, 28)[:4, :4].min() == 1
    pad.drawing = SQUARE
    np.testing.assert_array_equal(pad.image, image_of(SQUARE))


def test_it_begins_with_the_first_drawing_and_shows_the_others(pad):
    says(pad, "A 3, made into")
    for name, _ in [*DRAWINGS[1:], DRAWINGS[0]]:
        press(pad, "Example")
        says(pad, f"A{name[1:]}, made into")
        assert pad.locator(".said").inner_text().startswith(f"A{name[1:]}: ")


def test_what_is_drawn_is_read_at_once_and_can_be_undone(pad):
    press(pad, "Erase")
    says(pad, "The square is empty.")
    draw(pad, [(0.5, 0.2), (0.5, 0.8)])
    says(pad, "A drawing of 1 stroke,")
    assert pad.locator(".said").inner_text().endswith("%")
    draw(pad, [(0.2, 0.5), (0.8, 0.5)])
    says(pad, "A drawing of 2 strokes")
    press(pad, "Undo")
    says(pad, "A drawing of 1 stroke,")
    shares = pad.locator(".answer .share").all_inner_texts()
    assert len(shares) == 10 and sum(float(share.split()[0]) for share in shares) == pytest.approx(100, abs=1)


def test_a_stroke_under_way_is_read(pad):
    press(pad, "Erase")
    box = pad.locator(".square").bounding_box()
    pad.mouse.move(box["x"] + 190, box["y"] + 60)
    pad.mouse.down()
    pad.mouse.move(box["x"] + 190, box["y"] + 300, steps=8)
    says(pad, "A drawing of 1 stroke,")
    pad.mouse.up()


def test_one_pointer_draws_at_a_time(pad):
    """A palm that comes down beside the pen adds nothing, and the right button of a mouse draws nothing."""
    press(pad, "Erase")
    pad.locator(".square").click(button="right")
    box = pad.locator(".square").bounding_box()
    screen = pad.context.new_cdp_session(pad)
    at = [{"x": box["x"] + x, "y": box["y"] + y, "id": k} for k, (x, y) in enumerate([(60, 60), (300, 350)])]
    moved = [at[0] | {"y": at[0]["y"] + 200}, at[1] | {"y": at[1]["y"] - 90}]
    for kind, points in (
        ("touchStart", at[:1]),
        ("touchStart", at),
        ("touchMove", moved),
        ("touchEnd", moved[1:]),
        ("touchEnd", []),
    ):
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    says(pad, "A drawing of 1 stroke,")
    pad.wait_for_function("() => document.querySelector('.said').textContent.endsWith('%')")
    right = "() => new Set(document.querySelector('.square').getContext('2d')"
    right += ".getImageData(200, 0, 190, 390).data).size"
    assert pad.evaluate(right) == 1  # not a pixel there


def test_the_drawing_is_as_sharp_as_the_screen_when_the_slide_is_scaled(pad):
    """As a deck on a projector with 4K: the layout stays, its picture is three times as large."""
    sharp = """() => { const square = document.querySelector('.square');
        return Math.abs(square.width - square.getBoundingClientRect().width * devicePixelRatio) < 1; }"""
    pad.wait_for_function(sharp)
    before = pad.locator(".square").evaluate("square => square.width")
    pad.evaluate("() => { document.body.style.transform = 'scale(3)'; dispatchEvent(new Event('resize')); }")
    pad.wait_for_function(sharp)
    assert pad.locator(".square").evaluate("square => square.width") == pytest.approx(3 * before, abs=2)


def test_noise_gets_an_answer_and_a_stroke_takes_its_place(pad):
    press(pad, "Noise")
    says(pad, "Noise, made into")
    assert pad.locator(".said").inner_text().startswith("Noise: ")
    ink = pad.locator(".sight canvas").first.evaluate(
        "seen => [...seen.getContext('2d').getImageData(0, 0, 28, 28).data].filter((_, k) => k % 4 === 3)"
    )
    blots = np.reshape(ink, (7, 4, 7, 4)) / 255
    assert set(np.unique(blots)) == {0, 1}
    assert (blots == blots[:, :1, :, :1]).all()  # each of 4 x 4 pixels
    draw(pad, [(0.5, 0.2), (0.5, 0.8)])
    says(pad, "A drawing of 1 stroke,")


def test_all_but_drawing_is_reached_with_the_keyboard(pad):
    names = []
    for _ in range(4):
        pad.keyboard.press("Tab")
        names.append(pad.evaluate("() => document.activeElement.textContent"))
    assert names == ["Erase", "Undo", "Example", "Noise"]
    pad.keyboard.press("Enter")
    says(pad, "Noise")


def test_the_pad_is_open_to_all(pad):
    assert Axe().run(pad, options={"resultTypes": ["violations"]}).response["violations"] == []


def test_a_finger_draws_and_does_not_scroll(net, open_figures):
    page = open_figures(Pad(net, [("nothing", [])]), size=(390, 500), has_touch=True, is_mobile=True)
    page.locator(".square").wait_for()
    box = page.locator(".square").bounding_box()
    screen = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0.8), ("touchMove", 0.5), ("touchMove", 0.2)):
        point = {"x": box["x"] + 0.5 * box["width"], "y": box["y"] + share * box["height"]}
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    says(page, "A drawing of 1 stroke,")
    assert page.evaluate("() => scrollY") == 0
