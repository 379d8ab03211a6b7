"""What others see of somebody's readings, as pages of the server: `/health/shared/<person>`, `/s/<token>`."""
