"""The fictional demo council, told through public actions."""
