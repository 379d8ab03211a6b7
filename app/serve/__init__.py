"""Running an installation: build, migrate, serve, look after it. What `linju` and `make run` are made of."""
