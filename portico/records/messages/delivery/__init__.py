"""How a message leaves: the letter that is made of it, and the mail server or demo outbox that takes it."""
