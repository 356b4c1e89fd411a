"""The benches of ops/bench, one a file."""
