"""Data that are not what they seem spoil every result; MNIST is held against its published checksums."""

import gzip
import hashlib
import shutil
import time

import numpy as np
import pytest

from lib import blobs, circles, datasets, mnist, moons, read_idx, spirals, xor, xor_cloud

from ..plain import quiet_seconds


@pytest.fixture(scope="module")
def data():
    return mnist()


def test_mnist_is_whole(data):
    assert data.x_train.shape == (60_000, 784) and data.x_test.shape == (10_000, 784)
    assert data.x_train.dtype == np.float32 and data.x_train.min() == 0 and data.x_train.max() == 1
    assert data.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4] and data.y_train.dtype == int
    assert np.bincount(data.y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


@pytest.mark.parametrize(
    ("part", "header", "md5"),
    [
        ("x_train", (0x803, 60_000, 28, 28), "6bbc9ace898e44ae57da46a324031adb"),
        ("y_train", (0x801, 60_000), "a25bea736e30d166cdddb491f175f624"),
        ("x_test", (0x803, 10_000, 28, 28), "2646ac647ad5339dbf082846283269ea"),
        ("y_test", (0x801, 10_000), "27ae3e4e09519cfbb04c329615203637"),
    ],
)
def test_mnist_is_the_published_one(data, part, header, md5):
    values = getattr(data, part)
    values = np.rint(values * np.float32(255)) if part.startswith("x") else values
    idx = np.array(header, ">u4").tobytes() + values.astype(np.uint8).tobytes()
    assert hashlib.md5(idx).hexdigest() == md5


def test_mnist_is_read_in_well_under_a_second():
    def seconds():
        began = time.process_time()  # of this process alone, whatever else runs
        mnist()
        return time.process_time() - began

    assert quiet_seconds(min(seconds() for _ in range(3))) < 0.5


def test_the_checksum_beside_the_file_is_the_one_in_the_code():
    readme = (datasets.FILE.parent / "README.md").read_text()
    assert datasets.SHA256 in readme and "CC BY-SA 3.0" in readme and "LeCun" in readme


def test_a_missing_or_damaged_file_says_how_to_restore_it(tmp_path, monkeypatch):
    copy = tmp_path / "mnist.npz"
    monkeypatch.setattr(datasets, "FILE", copy)
    with pytest.raises(FileNotFoundError, match=r"missing.*git checkout -- lib/data/mnist\.npz"):
        mnist()
    original = datasets.__file__.replace("datasets.py", "data/mnist.npz")
    shutil.copy(original, copy)
    mnist()
    damaged = bytearray(copy.read_bytes())
    damaged[5_000_000] ^= 1
    for content in (damaged, damaged[:1000], b""):
        copy.write_bytes(content)
        with pytest.raises(ValueError, match=r"damaged.*git checkout -- lib/data/mnist\.npz"):
            mnist()


@pytest.mark.parametrize(
    ("code", "dtype"), [(8, ">u1"), (9, ">i1"), (11, ">i2"), (12, ">i4"), (13, ">f4"), (14, ">f8")]
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_read_idx(tmp_path, code, dtype, pack):
    values = np.arange(24).reshape(2, 3, 4).astype(dtype)
    content = bytes([0, 0, code, 3]) + np.array(values.shape, ">u4").tobytes() + values.tobytes()
    (tmp_path / "file").write_bytes(pack(content))
    result = read_idx(tmp_path / "file")
    assert (result == values).all() and result.dtype == np.dtype(dtype).newbyteorder("=")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0",
        b"\x89PNG\r\n",
        bytes([0, 0, 7, 1, 0, 0, 0, 0]),
        bytes([0, 0, 8, 1]),
        bytes([0, 0, 8, 1, 0, 0, 0, 3, 1, 2]),
        bytes([0, 0, 8, 1, 0, 0, 0, 1, 1, 2]),
        gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 1, 1]))[:-9],
        bytes([0, 0, 8, 2, 255, 255, 255, 255, 0, 0, 0, 1]),
    ],
    ids=["empty", "short", "png", "type", "no shape", "too short", "too long", "half a gzip", "huge shape"],
)
def test_a_file_of_another_format_is_refused(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ValueError, match="^path: "):
        read_idx(tmp_path / "file")
    with pytest.raises(FileNotFoundError):
        read_idx(tmp_path / "nowhere")


def test_xor():
    x, y = xor()
    assert (np.logical_xor(*x.T.astype(bool)) == y).all()
    x, y = xor_cloud()
    assert x.shape == (300, 2) and (np.logical_xor(x[:, 0] > 0, x[:, 1] > 0) == y).all()
    np.testing.assert_allclose(x[0], [1.76405235, 0.40015721], atol=1e-8)  # the worked example of source 002


@pytest.mark.parametrize(
    ("make", "classes"),
    [
        (circles, 2),
        (moons, 2),
        (spirals, 2),
        (lambda **options: spirals(classes=4, **options), 4),
        (blobs, 3),
    ],
)
def test_clouds(make, classes):
    x, y = make(samples=202, seed=5)
    assert x.shape == (202, 2) and x.dtype == np.float64
    counts = np.bincount(y)
    assert len(counts) == classes and counts.max() - counts.min() <= 1
    again, other = make(samples=202, seed=5), make(samples=202, seed=6)
    assert (again[0] == x).all() and (again[1] == y).all() and (other[0] != x).any()
    bare, labels = make(noise=0, seed=5)
    distances = np.linalg.norm(bare[:, None] - bare[None], axis=2)
    assert distances[labels[:, None] != labels[None]].min() > 0.05  # without noise no two classes touch
