"""A document that comes back: what data it carries, and whether its pages say what the data say."""
