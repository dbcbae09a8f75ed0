"""What lecture 00 alone needs: One epoch: the map."""

NUMBER = "00"
