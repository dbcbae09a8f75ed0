"""What lecture 10 alone needs: MNIST."""

NUMBER = "10"
