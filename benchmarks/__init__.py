"""How fast, against what: `make bench` prints ratios of medians from paired runs in one go."""
