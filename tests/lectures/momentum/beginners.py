"""Wrong answers of beginners to the exercises of lecture 05, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "step(x, v, rate, momentum)  # 05.1": [
        ("v = momentum * v + rate * (2*x - 4)\nreturn x - v, v", "textbook"),
        ("v = momentum * v - rate * (2*x - 4)\nreturn x + v, v", "convention"),
        ("v = momentum * v - (2*x - 4)\nreturn x + rate * v, v", "convention"),
        ("v = momentum * v - (2*x - 4)\nreturn x - rate * v, v", "sign"),
        ("v = momentum * v + (2*x - 4)\nreturn x + rate * v, v", "uphill"),
        ("x = x - rate * v\nv = momentum * v + (2*x - 4)\nreturn x, v", "old velocity"),
        ("v = momentum * v + (1 - momentum) * (2*x - 4)\nreturn x - rate * v, v", "mean"),
        ("v = momentum * v + 2*x - 4\nreturn x - rate * v", "velocity too"),
        ("v = momentum * (v + 2*x - 4)\nreturn x - rate * v, v", "brackets"),
        ("v = momentum * v + 2*x - 4\nx -= rate * v\nreturn v, x", "place comes first"),
        ("v = v + 2*x - 4\nreturn x - rate * v, v", "`momentum`"),
        ("new_v = momentum * v + 2*x - 4\nreturn x - rate * v, new_v", "old velocity"),
    ],
    "best_momentum(flat, steep)  # 05.2": [
        ("k = steep / flat\nreturn ((k - 1) / (k + 1))**2", "its root belongs"),
        ("k = steep / flat\nreturn (k - 1) / (k + 1)", "factor of plain descent"),
        ("k = np.sqrt(steep / flat)\nreturn (k - 1) / (k + 1)", "one square is missing"),
        ("k = np.sqrt(steep / flat)\nreturn (k - 1) / (k + 1)**2", "brackets"),
        ("k = np.sqrt(steep / flat)\nreturn np.sqrt((k - 1) / (k + 1))", "square"),
        ("k = np.sqrt(flat / steep)\nreturn ((k + 1) / (k - 1))**2", "flat and steep"),
        ("k = sqrt(steep / flat)\nreturn ((k - 1) / (k + 1))**2", "np.sqrt"),
        ("k = np.sqrt(steep / flat)\nreturn ((k - 1) / (k + 1))^2", "**"),
        ("return 4 / (np.sqrt(flat) + np.sqrt(steep))**2", "best rate"),
        ("k = np.sqrt(steep / flat)\nreturn (k - 1 / k + 1)**2", "brackets"),
        ("return 0.25", "whatever"),
    ],
    "nesterov(x, v, rate, momentum)  # 05.3": [
        ("v = momentum * v + rate * (2*x - 4)\nreturn x - v, v", "where the ball is"),
        (
            "ahead = x - momentum * v\nv = momentum * v + rate * (2*ahead - 4)\nreturn ahead - v, v",
            "counts twice",
        ),
        ("ahead = x + momentum * v\nv = momentum * v + rate * (2*ahead - 4)\nreturn x - v, v", "backwards"),
        ("ahead = x - v\nv = momentum * v + rate * (2*ahead - 4)\nreturn x - v, v", "whole velocity"),
        (
            "ahead = x - momentum * v\nv = momentum * v + (2*ahead - 4)\nreturn x - rate * v, v",
            "rate outside",
        ),
        ("ahead = x - momentum * v\nv = momentum * v - rate * (2*ahead - 4)\nreturn x + v, v", "convention"),
        ("ahead = x - momentum * v\nv = momentum * v - rate * (2*ahead - 4)\nreturn x - v, v", "sign"),
        ("ahead = x - momentum * v\nv = rate * (2*ahead - 4)\nreturn x - v, v", "old velocity"),
        ("ahead = x - rate * v\nv = momentum * v + rate * (2*ahead - 4)\nreturn x - v, v", "inside v"),
        ("ahead = x - momentum * v\nv = momentum * v + rate * (2*ahead - 4)\nreturn x - v", "two numbers"),
        ("ahead = ...\nv = momentum * v + rate * (2*ahead - 4)\nreturn x - v, v", "`...`"),
    ],
}
