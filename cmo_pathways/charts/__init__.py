"""Pictures: a value goes in, a chart with its words, numbers and text alternative comes out."""
