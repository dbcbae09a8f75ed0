"""Wrong answers of beginners to the exercises of lecture 02, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "step(x, rate)  # 02.1": [
        ("return x - rate*2*x-4", "brackets"),
        ("return x - rate*(2*x)-4", "brackets"),
        ("return x + rate * (2 * x - 4)", "uphill"),
        ("return x - rate * (2 * x + 4)", "sign"),
        ("return x - rate * (x**2 - 4*x + 6)", "height"),
        ("return (x - rate) * (2*x - 4)", "brackets"),
        ("return x - rate * 2 * x", "−4 of the derivative"),
        ("return rate * (2*x - 4)", "length of the step"),
        ("x - rate * (2*x - 4)", "return"),
        ("print(x - rate * (2*x - 4))", "print"),
        ("return x - 0.1 * (2*x - 4)", "`rate`"),
        ("return x - rate(2*x - 4)", "*"),
        ("return x - rate * (2*x - 6)", None),
    ],
    "best_rate(flat, steep)  # 02.2": [
        ("return 2 / steep", "wall"),
        ("return 1 / steep", "settles the steep"),
        ("return 1 / flat", "steep one flies away"),
        ("return 2 / flat + steep", "brackets"),
        ("return 1 / (flat + steep)", "half of the best rate"),
        ("return (flat + steep) / 2", "inverse"),
        ("return 2 / 21", "whatever"),
        ("return 2 / (steep - flat)", "sign"),
        ("return (1 / flat + 1 / steep) / 2", "mean of the two"),
        ("return 2 / (flat * steep)", "sum"),
        ("return round(2 / (flat + steep), 2)", "rounded to 2 decimals"),
        (
            "rates = np.linspace(0.01, 2, 200)\nworst = [max(abs(1 - r * flat), abs(1 - r * steep)) for r in rates]\nreturn rates[np.argmin(worst)]",
            "searched for in steps",
        ),
        ("return 2 / (flat + steep),", "comma"),
    ],
    "gradient_w(x, y, w, b)  # 02.3": [
        (
            "output = sigmoid(x @ w + b)\nreturn (output - y) * output * (1 - output) @ x",
            "sum over the samples",
        ),
        ("output = sigmoid(x @ w + b)\nreturn (y - output) * output * (1 - output) @ x / len(y)", "sign"),
        ("output = sigmoid(x @ w + b)\nreturn (output - y) @ x / len(y)", "slope of the sigmoid"),
        ("output = sigmoid(x @ w + b)\nreturn np.mean((output - y) * output * (1 - output))", "by the bias"),
        ("output = sigmoid(x @ w + b)\nreturn (output - y) * output * (1 - output) * x / len(y)", "@"),
        ("output = sigmoid(x @ w + b)\nreturn x @ ((output - y) * output * (1 - output)) / len(y)", "shapes"),
        ("output = sigmoid(x @ w + b)\nreturn (output - y) * output * 1 - output @ x / len(y)", "brackets"),
        (
            "output = sigmoid(x @ w + b)\ndelta = (output - y) * output * (1 - output)\nreturn delta / len(y)",
            "input",
        ),
        ("output = sigmoid(x @ w + b)\nreturn 2 * (output - y) * output * (1 - output) @ x / len(y)", "wice"),
        (
            "output = sigmoid(x @ w + b)\nreturn (output - y) * sigmoid(output) * (1 - sigmoid(output)) @ x / len(y)",
            "already",
        ),
    ],
}
