"""Wrong answers of beginners to the exercises of lecture 01, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "collapse(w1, b1, w2, b2)  # 01.1": [
        ("return w1 * w2, b1 + b2", "first layer also goes through"),
        ("return w1 + w2, b1 + b2", "multiply it out"),
        ("return w1 * w2, b1 * b2", "multiply it out"),
        ("return w1 * w2, w1 * b2 + b1", "wrong order"),
        ("return w1 * w2, w2 * (b1 + b2)", "brackets"),
        ("return w2 * b1 + b2, w1 * w2", "order"),
        ("return w1 * w2", "two numbers"),
        ("return w1 * w2 + w2 * b1 + b2", "two numbers"),
        ("a = w1 * w2\nb = w2 * b1 + b2\nreturn a", "two numbers"),
        ("return w1 * w2, w2 * b1 - b2", "sign"),
    ],
    "dead_units(a)  # 01.2": [
        ("return (a == 0).sum()", "count zeros"),
        ("return (a == 0).any(axis=0).sum()", "off for some"),
        ("return (a == 0).all(axis=1).sum()", "samples"),
        ("return (a == 0).all(axis=0)", "number"),
        ("return (a == 0).all().sum()", "all units together"),
        ("return (a.sum(axis=0) == 0).sum()", "cancel"),
        ("return (a <= 0).all(axis=0).sum()", "negative"),
        ("return (a.mean(axis=0) == 0).sum()", "cancel"),
        ("return (a.max(axis=0) == 0).sum()", "negative"),
        ("count = 0\nfor unit in a:\n    if (unit == 0).all():\n        count += 1\nreturn count", "samples"),
    ],
    "softplus(z)  # 01.3": [
        ("return np.log(1 + np.exp(z))", "too large"),
        ("return np.log1p(np.exp(z))", "too large"),
        ("return np.maximum(0, z)", "ReLU"),
        ("return z + np.log(1 + np.exp(-z))", "left one overflows"),
        ("return max(z, 0) + np.log1p(np.exp(-abs(z)))", "np.where"),
        ("if z > 0:\n    return z\nreturn np.log1p(np.exp(z))", "np.where"),
        ("return math.log(1 + math.exp(z))", "np."),
        ("return np.where(z > 0, z, np.log1p(np.exp(z)))", "0"),
        ("return np.maximum(z, 0) + np.log1p(np.exp(-z))", "almost"),
        ("return np.log(1 + np.exp(np.clip(z, -500, 500)))", "no longer grows"),
    ],
}
