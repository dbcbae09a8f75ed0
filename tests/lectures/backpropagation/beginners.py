"""Wrong answers of beginners to the exercises of lecture 03, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "delta_left(delta, W, h)  # 03.1": [
        ("return (delta @ W) * h * (1 - h)", "not transposed"),
        ("return delta @ W.T", "slope of the sigmoid"),
        ("return (delta * h * (1 - h)) @ W.T", "belongs to the left layer"),
        ("return (W.T @ delta) * h * (1 - h)", "shapes"),
        ("return (delta @ W.T) @ (h * (1 - h))", "entry by entry"),
        ("return (delta @ W.T) * sigmoid(h) * (1 - sigmoid(h))", "already"),
        ("return (delta @ W.T) * h * 1 - h", "brackets"),
        ("return (delta @ W.T) * (1 - h)", "h · (1 − h)"),
        ("return (delta @ W.T) * h * (h - 1)", "sign"),
        ("return (delta * W.T) * h * (1 - h)", "@"),
    ],
    "gradient_with_penalty(h, delta, W, strength)  # 03.2": [
        ("samples = len(h)\nreturn h.T @ delta + strength * np.sum(W)", "one and the same number"),
        ("samples = len(h)\nreturn h.T @ delta + strength * W", "N is lost"),
        ("samples = len(h)\nreturn h.T @ delta + strength * W**2 / samples", "square"),
        ("samples = len(h)\nreturn h.T @ delta + strength / (2 * samples) * W**2", "square"),
        ("samples = len(h)\nreturn h.T @ delta + 2 * strength * W / samples", "wice"),
        ("samples = len(h)\nreturn h.T @ delta + strength * W / (2 * samples)", "half"),
        (
            "samples = len(h)\nreturn h.T @ delta + strength * np.sum(W**2) / samples",
            "one and the same number",
        ),
        ("samples = len(h)\nreturn (h.T @ delta + strength * W) / samples", "Only the penalty"),
        ("samples = len(h)\ndW = h.T @ delta + strength * W / samples", "return"),
    ],
    "relu_back(grad, output)  # 03.3": [
        ("return grad * (output >= 0)", "always true"),
        ("return np.maximum(grad, 0)", "sign of the derivative"),
        ("return grad * output", "multiply by the output"),
        ("return grad * (grad > 0)", "sign of the derivative"),
        ("return output > 0", "slope alone"),
        ("if output > 0:\n    return grad\nreturn 0", "np.where"),
        ("return grad * (output < 0)", "other way round"),
        ("grad[output <= 0] = 0", "return"),
        ("grad[output <= 0] = 0\nreturn grad", "in place"),
        ("return grad[output > 0]", "keep their places"),
    ],
    "first_delta(h, y)  # 03.4": [
        ("return (h - y) * h * (1 - h)", "sum over the samples"),
        ("return ((h - y) * h * (1 - h)).mean()", "one number"),
        ("return np.mean((h - y) * h * (1 - h), axis=0)", "each sample"),
        ("return (h - y) * h * (1 - h) / h.size", "all entries"),
        ("return (h - y) / len(y)", "One brick more"),
        ("return (y - h) * h * (1 - h) / len(y)", "sign"),
        ("return (h - y) * h * (1 - h) / 2", "len(y)"),
        ("return (h - y) * h * (1 - h) / y.shape[1]", "number of outputs"),
        ("return 0.5 * (h - y)**2 * h * (1 - h) / len(y)", "loss itself"),
    ],
}
