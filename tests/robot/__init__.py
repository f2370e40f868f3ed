"""A resident who fills in forms and knows only what an accessible page says.

    mind = Mind(Person(home="^12 Mill Lane", postcode="PX1 2AB"), today)
    reference = walk(BrowserDoor(page), mind, f"{address}/apply/missed-bin/")

`mind` decides what to type, tick and press. `seen` is all it is told of a page: titles, labels, legends,
hints, errors, the words of options and buttons. Two doors give it that and carry out what it decides:
`client_door` for Django's test client, `browser_door` for a real browser, which asks the browser's own
accessibility tree.
"""
