"""Wrong answers of beginners to the exercises of lecture 00, and words of what each is told; None for no word."""

# ruff: noqa: E501

WRONG = {
    "layer(x, W, b)  # 00.1": [
        ("return x @ W + b", "activation"),
        ("return np.tanh(x @ W)", "biases"),
        ("return np.tanh(W @ x + b)", "shape"),
        ("return np.tanh(x * W + b)", "@"),
        ("return tanh(x @ W + b)", "np.tanh"),
        ("z = x @ W + b\nnp.tanh(z)", "return"),
        ("print(np.tanh(x @ W + b))", "print"),
        ("return np.tanh(x @ W) + b", "inside"),
        ("return sigmoid(x @ W + b)", "sigmoid"),
        ("return np.tanh(x @ W + b).sum()", "added up"),
    ],
    "parameters(sizes)  # 00.2": [
        ("return sum(a * b for a, b in zip(sizes, sizes[1:]))", "bias"),
        ("return sizes[0] * sizes[1] + sizes[1] * sizes[2]", "index"),
        ("return (sizes[0] + 1) * sizes[1] + (sizes[1] + 1) * sizes[2]", "index"),
        ("return sum(sizes)", "counts inputs and neurons"),
        ("total = 0\nfor a, b in zip(sizes, sizes[1:]):\n    total = (a + 1) * b\nreturn total", "last"),
        (
            "total = 0\nfor a, b in zip(sizes, sizes[1:]):\n    total += (a + 1) * b\n    return total",
            "first",
        ),
        ("return sum(a * b + a for a, b in zip(sizes, sizes[1:]))", "bias"),
        ("return 17", "whatever"),
        (
            "total = 0\nfor i in range(len(sizes)):\n    total += (sizes[i] + 1) * sizes[i + 1]\nreturn total",
            "index",
        ),
    ],
    "steps(samples, batch_size, epochs)  # 00.3": [
        ("return samples / batch_size * epochs", "whole"),
        ("return samples // batch_size * epochs", "last, smaller batch"),
        ("return round(samples / batch_size) * epochs", "round"),
        ("return (samples // batch_size + 1) * epochs", "one step too many"),
        ("return -(-samples * epochs // batch_size)", "next epoch"),
        ("return ceil(samples / batch_size) * epochs", "ceil"),
        ("return samples * epochs", "counts samples"),
        ("return -(-samples // batch_size)", "one epoch"),
        ("return np.ceil(samples / batch_size * epochs)", "next epoch"),
    ],
    "training_step(net, x, y, rate)  # 00.4": [
        ("net.backpropagate(x, y)\nreturn net.theta - rate * net.grad", "did not move"),
        ("net.backpropagate(x, y)\nnet.theta += rate * net.grad\nreturn net.theta", "uphill"),
        ("net.theta -= rate * net.grad\nreturn net.theta", "did not move"),
        ("net.theta -= rate * net.grad\nnet.backpropagate(x, y)\nreturn net.theta", "did not move"),
        ("net.backpropagate(x, y)\nnet.theta -= net.grad\nreturn net.theta", "rate"),
        ("net.backpropagate(x, y)\nnet.theta -= rate * net.grad", "return"),
        ("net.theta -= rate * net.backpropagate(x, y)\nreturn net.theta", "subtract the loss"),
        ("net.backpropagate(x, y)\nnet.theta = -rate * net.grad\nreturn net.theta", "the move"),
        ("grad = net.backpropagate(x, y)\nnet.theta -= rate * grad\nreturn net.theta", "subtract the loss"),
        ("net.backpropagate(x, y)\nnet.theta -= rate * net.grad\nreturn net", "`net` itself"),
    ],
}
