"""Wrong answers of beginners to the exercises of lecture 10, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "count(sizes)  # 10.1": [
        ("return sum(a * b for a, b in zip(sizes[:-1], sizes[1:]))", "bias"),
        ("return sum(a * b + a for a, b in zip(sizes[:-1], sizes[1:]))", "gave a bias to what enters"),
        ("return sum(a * b for a, b in zip(sizes[:-1], sizes[1:])) + sum(sizes)", "inputs biases"),
        ("return sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2]", "index"),
        ("return 101770", "whatever"),
        ("total = 0\nfor a, b in zip(sizes[:-1], sizes[1:]):\n    total = a * b + b\nreturn total", "last"),
        (
            "total = 0\nfor i in range(len(sizes)):\n    total += sizes[i] * sizes[i + 1] + sizes[i + 1]\nreturn total",
            "index",
        ),
        ("return np.prod(sizes)", "neighbours"),
        ("print(sum(a * b + b for a, b in zip(sizes[:-1], sizes[1:])))", "print"),
    ],
    "confusions(answers, digits)  # 10.2": [
        (
            "counts = np.zeros((10, 10), int)\nfor a, d in zip(answers, digits):\n    counts[a, d] += 1\nreturn counts",
            "swapped",
        ),
        ("counts = np.zeros((10, 10), int)\ncounts[digits, answers] += 1\nreturn counts", "counted once"),
        (
            "counts = np.zeros((10, 10), int)\nfor a, d in zip(answers, digits):\n    counts[d, a] = 1\nreturn counts",
            "counted once",
        ),
        (
            "counts = np.zeros((10, 10), int)\nfor a, d in zip(answers, digits):\n    counts[d, a] += 1\n    return counts",
            "first",
        ),
        (
            "counts = np.zeros((10, 10), int)\nfor a, d in zip(answers, digits):\n    counts[d, a] += 1",
            "return",
        ),
        (
            "counts = np.zeros((10, 10), int)\nfor a, d in zip(answers, digits):\n    if a != d:\n        counts[d, a] += 1\nreturn counts",
            "diagonal is empty",
        ),
        ("return (answers == digits).sum()", "(10, 10)"),
        ("return (answers != digits).mean()", "(10, 10)"),
        (
            "counts = [[0] * 10] * 10\nfor a, d in zip(answers, digits):\n    counts[d][a] += 1\nreturn counts",
            "same row",
        ),
        (
            "counts = np.zeros((10, 10), int)\nfor i in answers:\n    for j in digits:\n        counts[j, i] += 1\nreturn counts",
            "every answer",
        ),
    ],
    "kept_epoch(losses, patience)  # 10.3": [
        ("return np.argmin(losses)", "look ahead"),
        ("return losses.index(min(losses))", "look ahead"),
        ("return min(losses)", "number of the epoch"),
        (
            "best = 0\nfor k, loss in enumerate(losses):\n    if loss < losses[best]:\n        best = k\n    elif k - best >= patience:\n"
            "        return k\nreturn best",
            "stops",
        ),
        (
            "best = 0\nfor k, loss in enumerate(losses):\n    if loss < losses[best]:\n        best = k\n    elif k - best > patience:\n"
            "        break\nreturn best",
            "comparison",
        ),
        (
            "best = 0\nfor k, loss in enumerate(losses):\n    if loss < losses[best]:\n        best = loss\n    elif k - best >= patience:\n"
            "        break\nreturn best",
            "index",
        ),
        (
            "for k in range(1, len(losses)):\n    if losses[k] > losses[k - 1]:\n        return k - 1\nreturn len(losses) - 1",
            "first rise",
        ),
        ("return len(losses) - 1", "last epoch"),
        (
            "best = 0\nfor k, loss in enumerate(losses):\n    if loss < losses[best]:\n        best = k\n    elif k - best >= patience:\n"
            "        break\nreturn losses[best]",
            "number of the epoch",
        ),
    ],
    "move(images, down, right)  # 10.4": [
        ("return np.roll(images, 28 * down + right, axis=1)", "whole row"),
        ("return np.roll(images.reshape(-1, 28, 28), (down, right), axis=(1, 2)).reshape(-1, 784)", "wraps"),
        ("return np.roll(images.reshape(-1, 28, 28), (down, right), axis=(1, 2))", "wraps"),
        ("return np.roll(images, (down, right), axis=(1, 2))", "reshape"),
        (
            "padded = np.pad(images.reshape(-1, 28, 28), ((0, 0), (28, 28), (28, 28)))\n"
            "return padded[:, 28 + down:56 + down, 28 + right:56 + right].reshape(len(images), 784)",
            "other way",
        ),
        (
            "padded = np.pad(images.reshape(-1, 28, 28), ((0, 0), (28, 28), (28, 28)))\n"
            "return padded[:, 28 - right:56 - right, 28 - down:56 - down].reshape(len(images), 784)",
            "swapped",
        ),
        (
            "padded = np.pad(images.reshape(-1, 28, 28), ((0, 0), (28, 28), (28, 28)))\n"
            "return padded[:, 28 - down:56 - down, 28 - right:56 - right]",
            "784",
        ),
        (
            "moved = np.zeros_like(images).reshape(-1, 28, 28)\n"
            "moved[:, down:, right:] = images.reshape(-1, 28, 28)[:, :-down, :-right]\nreturn moved.reshape(-1, 784)",
            "empty",
        ),
        ("return images", "as it came"),
        (
            "images = images.reshape(-1, 28, 28)\nmoved = np.zeros_like(images)\n"
            "moved[:, down:, right:] = images[:, :28 - down, :28 - right]\nreturn moved.reshape(-1, 784)",
            "negative",
        ),
    ],
}
