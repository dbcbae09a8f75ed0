"""What lecture 03 alone needs: Backpropagation, brick by brick."""

NUMBER = "03"
