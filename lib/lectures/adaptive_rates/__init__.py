"""What lecture 06 alone needs: Adaptive rates."""

NUMBER = "06"
