"""Taking in addresses, rounds and changed collection days from CSV files.

A file is read row by row in constant memory and written in batches, each its own action. What is there
already stays untouched, so a file may be taken in again, also after it was cut off half-way.
"""
