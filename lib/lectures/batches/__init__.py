"""What lecture 04 alone needs: Batch, stochastic, mini-batch."""

NUMBER = "04"
