"""What lecture 05 alone needs: Momentum."""

NUMBER = "05"
