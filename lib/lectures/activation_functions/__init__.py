"""What lecture 01 alone needs: Activation functions."""

NUMBER = "01"
