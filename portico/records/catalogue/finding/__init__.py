"""Finding services, answers, signposts and pages by everyday words: docs/explanation/finding.md."""
