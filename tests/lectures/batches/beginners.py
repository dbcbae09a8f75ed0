"""Wrong answers of beginners to the exercises of lecture 04, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "batch_gradient(x, y, rows, w, b)  # 04.1": [
        ("error = w * x + b - y\nreturn np.array([(error * x).mean(), error.mean()])", "whole set"),
        (
            "error = w * x[rows] + b - y[rows]\nreturn np.array([(error * x[rows]).sum(), error.sum()])",
            "sum over",
        ),
        (
            "error = y[rows] - w * x[rows] - b\nreturn np.array([(error * x[rows]).mean(), error.mean()])",
            "sign",
        ),
        (
            "error = w * x[rows] + b - y[rows]\nreturn np.array([error.mean(), (error * x[rows]).mean()])",
            "order",
        ),
        ("error = w * x[rows] + b - y[rows]\nreturn (error * x[rows]).mean(), error.mean", "brackets"),
        ("error = w * x[rows] + b - y[rows]\nreturn np.array([error * x[rows], error])", "mean"),
        ("error = w * x[rows] + b - y[rows]\nreturn np.array([(error * x).mean(), error.mean()])", "shapes"),
        (
            "error = w * x[rows] + b - y[rows]\nreturn np.array([error.mean() * x[rows].mean(), error.mean()])",
            "product of the means",
        ),
        (
            "error = w * x[rows] + b - y[rows]\nreturn 2 * np.array([(error * x[rows]).mean(), error.mean()])",
            "wice",
        ),
        (
            "error = (w * x[rows] + b - y[rows])**2 / 2\nreturn np.array([(error * x[rows]).mean(), error.mean()])",
            "cost itself",
        ),
        ("error = w * x[rows] + b - y[rows]\nreturn (error * x[rows]).mean()", "two numbers"),
    ],
    "running_mean(losses, window)  # 04.2": [
        ("return np.convolve(losses, np.ones(window) / window, mode='valid')", "first losses get no mean"),
        ("return np.array([losses[k - window:k].mean() for k in range(len(losses))])", "nan"),
        (
            "return np.array([np.mean(losses[max(0, k - window):k + 1]) for k in range(len(losses))])",
            "one loss too many",
        ),
        ("return np.array([np.mean(losses[max(0, k + 1 - window):k]) for k in range(len(losses))])", "nan"),
        ("return np.array([np.mean(losses[k:k + window]) for k in range(len(losses))])", "looks ahead"),
        ("return np.mean(losses[-window:])", "last of the numbers"),
        ("return losses.mean()", "`window`"),
        ("return np.cumsum(losses) / np.arange(1, len(losses) + 1)", "never leave"),
        (
            "return np.array([np.sum(losses[max(0, k + 1 - window):k + 1]) for k in range(len(losses))])",
            "sum",
        ),
        (
            "return np.array([np.sum(losses[max(0, k + 1 - window):k + 1]) / window for k in range(len(losses))])",
            "too small",
        ),
    ],
    "spread(gradients, n)  # 04.3": [
        ("return np.std(gradients) / np.sqrt(n)", "drawn several times"),
        ("return np.std(gradients) / n", "root"),
        ("return np.std(gradients)", "`n`"),
        ("N = len(gradients)\nreturn np.std(gradients) / np.sqrt(n) * (N - n) / (N - 1)", "root"),
        ("N = len(gradients)\nreturn np.std(gradients) / np.sqrt(n) * np.sqrt(N - n / N - 1)", "brackets"),
        (
            "N = len(gradients)\nreturn np.std(gradients, ddof=1) / np.sqrt(n) * np.sqrt((N - n) / (N - 1))",
            "ddof",
        ),
        ("N = len(gradients)\nreturn np.var(gradients) / n * (N - n) / (N - 1)", "variance"),
        ("N = len(gradients)\nreturn np.std(gradients) / np.sqrt(n) * np.sqrt((N - n) / N)", "N − 1"),
        ("return np.std(gradients[:n])", "first n"),
        ("N = len(gradients)\nreturn np.std(gradients) * np.sqrt((N - n) / (N - 1))", "root of n"),
    ],
    "cuts(samples, batch_size)  # 04.4": [
        ("return [(k, k + batch_size) for k in range(0, samples, batch_size)]", "behind the last sample"),
        ("return [(k, k + batch_size) for k in range(0, samples - batch_size, batch_size)]", "missing"),
        ("return [(k, k + batch_size) for k in range(0, samples - batch_size + 1, batch_size)]", "forgotten"),
        ("return [(k, min(k + batch_size, samples)) for k in range(samples)]", "overlap"),
        (
            "return [(k, min(k + batch_size - 1, samples - 1)) for k in range(0, samples, batch_size)]",
            "end of a slice",
        ),
        ("for k in range(0, samples, batch_size):\n    return [(k, min(k + batch_size, samples))]", "first"),
        ("return list(range(0, samples, batch_size))", "pairs"),
        (
            "pairs = []\nfor k in range(0, samples, batch_size):\n    pairs = pairs.append((k, k + batch_size))\nreturn pairs",
            "append",
        ),
        (
            "return [(k, min(k + batch_size, samples)) for k in range(0, samples + 1, batch_size)]",
            "empty batch",
        ),
    ],
}
