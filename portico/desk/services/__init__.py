"""The services as their designers see them: the list, the history, reviewing and publishing."""
