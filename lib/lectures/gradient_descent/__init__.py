"""What lecture 02 alone needs: Gradient descent on x² − 4x + 6."""

NUMBER = "02"
