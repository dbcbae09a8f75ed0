"""Wrong answers of beginners to the exercises of lecture 07, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "xor_by_neurons(x1, x2)  # 07.1": [
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(either + both - 0.5)",
            "OR",
        ),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(either + both - 1.5)",
            "AND",
        ),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn either - both - 0.5",
            "weighted sum is right",
        ),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(either - both - 1)",
            "never fires",
        ),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(either - both + 0.5)",
            "everywhere",
        ),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(both - either + 0.5)",
            "other way round",
        ),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(both - either - 0.5)",
            "never fires",
        ),
        ("return fires(x1 + x2 - 0.5 - x1 + x2 - 1.5)", None),
        ("either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nfires(either - both - 0.5)", "return"),
        (
            "either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)\nreturn fires(either - 0.5 * both)",
            "OR",
        ),
    ],
    "mirrored(table)  # 07.2": [
        ("return np.vstack([table, -table])", "label"),
        ("return np.vstack([table, table * [-1, 1, 1]])", "axis"),
        ("return -table", "half"),
        ("return table * [-1, -1, 1]", "only the images"),
        ("return np.hstack([table, table * [-1, -1, 1]])", "side by side"),
        ("return np.array([table, table * [-1, -1, 1]])", "stack"),
        ("return table + table * [-1, -1, 1]", "added"),
        ("return np.vstack([table * [-1, -1, 1], table])", "order"),
        ("image = table\nimage[:, :2] *= -1\nreturn np.vstack([table, image])", "in place"),
        ("return np.vstack(table, table * [-1, -1, 1])", "list"),
    ],
    "penalty_gradient(W, penalty, n)  # 07.3": [
        ("return penalty * np.sum(W**2) / (2 * n)", "penalty itself"),
        ("return penalty * W", "number of samples"),
        ("return 2 * penalty * W / n", "wice"),
        ("return penalty * W / (2 * n)", "half"),
        ("return penalty * W**2 / (2 * n)", "square"),
        ("return penalty * np.sum(W) / n", "Keep them apart"),
        ("return -penalty * W / n", "sign"),
        ("return penalty / n * np.sum(W**2)", "penalty itself"),
        ("return penalty / n", "`W`"),
        ("return 'penalty * W / n'", "you return text"),
        ("return np.round(penalty * W / n, 3)", "rounded to 3 decimals"),
    ],
}
