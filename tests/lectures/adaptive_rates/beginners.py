"""Wrong answers of beginners to the exercises of lecture 06, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "adagrad_rates(slopes, rate)  # 06.1": [
        ("return rate / np.sqrt(slopes**2)", "sum over the steps"),
        ("return rate / np.sqrt((slopes**2).sum())", "one rate"),
        ("return rate / np.sqrt((slopes**2).sum(axis=1))", "sum over the parameters"),
        ("return rate / (slopes**2).sum(axis=0)", "root is missing"),
        ("return rate / np.sqrt(slopes.sum(axis=0)**2)", "cancel"),
        ("return rate / np.sqrt((slopes**2).mean(axis=0))", "root of the mean"),
        ("return rate * np.sqrt((slopes**2).sum(axis=0))", "divide"),
        ("return np.sqrt((slopes**2).sum(axis=0))", "`rate`"),
        ("return 1 / np.sqrt((slopes**2).sum(axis=0))", "`rate`"),
        ("return rate / np.sqrt((slopes**2).sum(axis=0)) * slopes", "step"),
    ],
    "adam_steps(slopes, rate, b1, b2)  # 06.2": [
        (
            "m = v = 0\nsteps = []\nfor g in slopes:\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(rate * m / np.sqrt(v))\nreturn steps",
            "corrections",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)))\nreturn steps",
            "begins at 0",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    m = m / (1 - b1**t)\n    v = v / (1 - b2**t)\n    steps.append(rate * m / np.sqrt(v))\nreturn steps",
            "corrected value",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g\n"
            "    steps.append(rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)))\nreturn steps",
            "square",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(rate * m / (1 - b1**t) / (v / (1 - b2**t)))\nreturn steps",
            "root",
        ),
        (
            "m = v = 0\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "return rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t))",
            "last",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)))\n    return steps",
            "first",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(-rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)))\nreturn steps",
            "sign",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(rate * m / (1 - b1) / np.sqrt(v / (1 - b2)))\nreturn steps",
            "power of t",
        ),
        (
            "m = v = 0\nsteps = []\nfor t, g in enumerate(slopes, 1):\n    m = b1 * m + 1 - b1 * g\n    v = b2 * v + (1 - b2) * g**2\n"
            "    steps.append(rate * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)))\nreturn steps",
            "brackets",
        ),
    ],
    "largest_mean(slopes, beta)  # 06.3": [
        (
            "v, means = 0, []\nfor g in slopes:\n    v = beta * v + (1 - beta) * g**2\n    means.append(v)\nreturn means",
            "forgets",
        ),
        (
            "v, means = 0, []\nfor g in slopes:\n    v = beta * v + (1 - beta) * g**2\n    means.append(v)\nreturn max(means)",
            "one number",
        ),
        (
            "v, means = 0, []\nfor g in slopes:\n    v = max(v, beta * v + (1 - beta) * g**2)\n    means.append(v)\nreturn means",
            "remembered",
        ),
        (
            "v, largest, means = 0, 0, []\nfor g in slopes:\n    v = beta * v + (1 - beta) * g\n    largest = max(largest, v)\n"
            "    means.append(largest)\nreturn means",
            "square",
        ),
        (
            "v, largest, means = 0, 0, []\nfor g in slopes:\n    v = (1 - beta) * v + beta * g**2\n    largest = max(largest, v)\n"
            "    means.append(largest)\nreturn means",
            "exchanged",
        ),
        (
            "v, largest, means = 0, 0, []\nfor g in slopes:\n    v = beta * v + g**2\n    largest = max(largest, v)\n"
            "    means.append(largest)\nreturn means",
            "share",
        ),
        ("return np.maximum.accumulate(np.array(slopes)**2)", "largest squared slope"),
        (
            "v, largest, means = slopes[0]**2, 0, []\nfor g in slopes:\n    v = beta * v + (1 - beta) * g**2\n"
            "    largest = max(largest, v)\n    means.append(largest)\nreturn means",
            "starts from 0",
        ),
        ("return slopes**2 * (1 - beta)", "list"),
    ],
}
