"""What lecture 07 alone needs: XOR."""

NUMBER = "07"
