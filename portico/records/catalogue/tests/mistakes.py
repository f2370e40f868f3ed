# ruff: noqa: E501 - one mistake a line reads better
"""Mistakes made by hand in the small service: what is changed, and what is said of it."""

from __future__ import annotations

BROKEN = {
    "a tab": (
        ("team: waste\nform:", "team: waste\n\tform:"),
        "small.yaml:8: There is a tab. Indent with spaces.",
    ),
    "the same name twice": (
        ("team: waste\nform:", "team: waste\nteam: council-tax\nform:"),
        "small.yaml:8: “team” stands here a second time; the first is on line 7. Keep one.",
    ),
    "a field that does not exist": (
        ("summary: We take", "sumary: We take"),
        "small.yaml:4: There is no field “sumary” here. Did you mean “summary”?",
    ),
    "a required field left out": (
        ("case_title: \"((answers.bin)) at ((answers.address))\"\n", ""),
        "small.yaml:1: The definition has no “case_title”. Add it: one line that tells staff what a case is "
        "about; `((placeholders))` are filled from the answers.",
    ),
    "a value of the wrong kind": (
        ("usual: {amount: 5, unit", "usual: {amount: five, unit"),
        "small.yaml:58: “amount” is not a whole number. Write a whole number without quotes.",
    ),
    "a condition on an option that does not exist": (
        ("      when: answers.bin == 'food'", "      when: answers.bin == 'fodo'"),
        "small.yaml:32: The condition “answers.bin == 'fodo'”: There is no option “fodo”. "
        "Did you mean “food”?",
    ),
    "a condition on a question asked later": (
        ("        - when: facts.round.collected_today", "        - when: days_since(answers.since) > 3"),
        "small.yaml:27: The condition “days_since(answers.since) > 3”: The question “since” is not yet answered "
        "at this place in the form. Move the question to an earlier page, or the condition to a later one.",
    ),
    "an ending without an outcome": (
        ("      by: [case_officer]\n      outcome: fetched", "      by: [case_officer]"),
        "small.yaml:72: The move “fetch” ends the case without an outcome. Add “outcome” with the id of one of "
        "the outcomes.",
    ),
    "a stage no case can leave": (
        ("{id: begin, label: Begin, from: [receive], to: review,", "{id: begin, label: Begin, from: [receive], to: progress,"),
        "small.yaml:62: A case at progress can never be finished by staff. Add a move of staff that leads on from "
        "progress.",
    ),
    "a placeholder that is misspelt": (
        ("what_happens_next: We come by ((due_date)).", "what_happens_next: We come by ((due_dat))."),
        "small.yaml:49: The placeholder ((due_dat)): there is no placeholder “due_dat”. Did you mean “due_date”?",
    ),
}  # fmt: skip
"""Ten broken definitions, each with the whole line that is told."""

MISTAKES = [
    # form
    ("        - {id: how_many,", "        - {id: bin,", "There are two questions “bin”."),
    ("    - id: since\n      when", "    - id: check\n      when", "Every form has a page “check” of its own."),
    ("      title: Your bin\n", "", "has several questions and no title"),
    ("label: Which bin?", "label: Which bin?\n          longest: 5", "A question of kind choice has no “longest”."),
    ("            - {value: food, label: Food}\n", "", "fewer than two options"),
    ("value: food,", "value: refuse,", "There are two options “refuse”."),
    ("accepts: [image], ", "", "does not say which files it accepts"),
    ("most: 2, required", "most: 99, required", "99 files cannot be asked for."),
    ("least: 1, most: 9", "least: 9, most: 1", "“least” is larger than “most”."),
    ("latest: today\n", "latest: tomorrow\n", "“tomorrow” is no day."),
    ("of: address,", "of: bin,", "The question “bin” is of kind choice."),
    ("of: address, stream: bin", "of: address", "does not say which question chooses the kind of waste"),
    ("where: [address]", "where: [adress]", "Did you mean “address”?"),
    ("{address: [address]}", "{address: [address], email: 'no', phone: 'no'}", "must be reachable"),
    ("instead: missed-bin", "instead: bulky-waste", "offers the service that it stops"),
    ("instead: missed-bin", "instead: missed-bins", "There is no service “missed-bins”. Did you mean"),
    ("kind: address, label", "kind: adress, label", "“kind” cannot be “adress”. Did you mean “address”?"),
    # conditions
    ("answers.bin == 'food', team", "answers.bin = 'food', team", "“=” compares nothing. Write “==”."),
    ("answers.bin == 'food', team", "bin == 'food', team", "Write “answers.bin” for the answer"),
    ("answers.bin == 'food', team", "answers.illness > 'b', team", "“>” cannot order a text."),
    ("answers.bin == 'food', team", "answers.photo == 'x', team", "A list of files is compared with a text."),
    ("answers.bin == 'food', team", "answers.address == 'x', team", "An answer of several parts is compared"),
    ("answers.bin == 'food', team", "facts.round.colected_today, team", "There is no part of “round” “colected_today”."),
    ("answers.bin == 'food', team", "answers.bin == 'food' || answers.bin == 'refuse', team", "always holds"),
    ("answers.bin == 'food', team", "answers.bin == 'food' && answers.bin == 'refuse', team", "never holds"),
    ("when: facts.round.collected_today", "when: 1 == 1", "always holds: nobody could ever go on"),
    ("answers.bin == 'food', team", "\"answers.illness.matches('(')\", team", "The pattern “(” cannot be read."),
    ("answers.bin == 'food', team", "weather(answers.since) > 3, team", "There is no function “weather”."),
    # workflow
    ("outcome: refused\n", "outcome: refussed\n", "There is no outcome “refussed”. Did you mean “refused”?"),
    ("to: review, by: [case_officer], shown", "to: review, by: [customer], shown", "A customer cannot make the move “begin”."),
    ("by: [customer], within_days: 7", "by: [customer]", "Add “within_days”."),
    ("from: [completion], to: review", "from: [review], to: receive", "does not lead from completion"),
    ("id: fetch\n", "id: refuse\n", "There are two moves “refuse”."),
    ("    - {id: fetched, label: Fetched, fulfilled: true}\n", "", "There is no outcome “fetched”."),
    ("from: [review]\n", "from: [decision]\n", "begins at decision, where no case ever comes"),
    ("      asks: [reasons]\n      outcome: refused\n      tells: refused", "      asks: [reasons]\n      outcome: refused", "reasons that never reach the customer"),
    ("  received: {subject", "  recieved: {subject", "There is no message “received”, which is sent when a case is opened."),
    ("  refused: {subject", "  thanks: {subject: Thanks, body: Thanks}\n  refused: {subject", "The message “thanks” is never sent."),
    ("post: {amount: 9", "post: {amount: 0", "The length of time is nothing."),
    ("keep: {amount: 12, unit: months}", "keep: {amount: 12, unit: hours}", "Cases cannot be kept for hours."),
    ("    post: {amount", "    pigeon: {amount", "There is no “pigeon” here. It can be: assisted, chat,"),
    # texts
    ("((answers.bin)) at", "((answers.illness)) at", "the answer is of a special category"),
    ("((answers.bin)) at", "((reasons)) at", "The placeholder ((reasons)): it has no value here."),
    ("label: Since when?", "label: Since ((answers.since))?", "is not yet answered at this place"),
    ("privacy: We need it to come.", "privacy: We need ((it to come.", "A placeholder is not closed"),
    ("name: Have large things collected", "name: {en: Have large things, cy: Casglu pethau mawr}", "is not in Welsh, and the name of the service is"),
    ("label: Begin,", f"label: {'B' * 201},", "This line has 201 characters."),
    ("kind: number, label: How many, least: 1, most: 9, required: false", "kind: bank_account, label: Where to, required: false", "is only for those who work the case. Write personal: special."),
    ("kind: number, label: How many, least: 1", "kind: national_insurance_number, label: Which, personal: none, least: 1", "A question of kind national_insurance_number has no “least”. Leave it out; it is for list and money and number."),
    ("{id: how_many, kind: number, label: How many, least: 1, most: 9, required: false}", "{id: people, kind: list, label: Who, one: person, questions: [{id: name, kind: name, label: Name}]}", "The list “people” shares its page with other questions. Give it a page of its own."),
    ("kind: number, label: How many, least: 1", "kind: list, label: How many, least: 1", "does not say what one entry is called"),
    ("kind: number, label: How many, least: 1", "kind: list, one: bin, label: How many, least: 1", "asks nothing of its entries"),
    ("kind: number, label: How many, least: 1, most: 9", "kind: list, one: bin, label: How many, questions: [{id: a, kind: text, label: A}], most: 99", "A list cannot have 99 entries. Write 1 to 20."),
    ("kind: number, label: How many, least: 1, most: 9", "kind: list, one: bin, label: How many, questions: [{id: a, kind: address, label: A}]", "A question of kind address cannot be asked of each entry"),
    ("kind: number, label: How many, least: 1, most: 9", "kind: list, one: bin, label: How many, questions: [{id: a, kind: text, label: A, when: answers.bin == 'food'}]", "A condition on an entry cannot read “answers.bin”."),
    ("kind: number, label: How many, least: 1", "kind: choices, options: [{value: a, label: A, alone: true}, {value: b, label: B}], label: How many, least: 1", "An option that can only be chosen alone stands before others. Move it to the end of the options."),
    ("kind: number, label: How many, least: 1", "kind: choices, options: [{value: a, label: A, alone: true}, {value: b, label: B, alone: true}], label: How many, least: 1", "can only be chosen alone. Write kind: choice"),
    ("kind: number, label: How many, least: 1", "kind: choice, options: [{value: a, label: A}, {value: b, label: B, alone: true}], label: How many, least: 1", "one is chosen alone anyhow. Leave “alone” out"),
    ("kind: number, label: How many, least: 1, most: 9", "kind: list, one: bin, label: How many, questions: [{id: a, kind: text, label: A, personal: special}]", "Write personal: special for the list"),
    ("kind: number, label: How many, least: 1, most: 9", "kind: list, one: bin, label: How many, questions: [{id: a, kind: text, label: A}, {id: a, kind: text, label: B}]", "There are two questions “a”."),
    ("kind: number, label: How many, least: 1, most: 9", "kind: list, one: bin, label: How many, questions: [{id: a, kind: choice, label: A}]", "has fewer than two options"),
    ("post: {amount: 9, unit: working_days}", "post: {amount: 9, unit: working_days}\n  escalate: {amount: 0, unit: days}", "The length of time is nothing."),
    # sums
    ("form:\n  facts:", "form:\n  sums: [{id: all, of: [bin]}]\n  facts:", "The question “bin” is of kind choice, which cannot be added up."),
    ("form:\n  facts:", "form:\n  sums: [{id: all, of: [how_mny]}]\n  facts:", "Did you mean “how_many”?"),
    ("form:\n  facts:", "form:\n  sums: [{id: round, of: [how_many]}]\n  facts:", "There is a fact “round” already."),
    ("title: It is collected today", "title: It is ((facts.round.total))", "there is no part of “round” “total”"),
    # knowledge and who else deals with it
    ("team: waste\nform:", "team: waste\nelsewhere: [{id: a, what: A, who: B, address: 'http://b.example'}]\nform:", "“address”"),
    ("team: waste\nform:", "team: waste\nelsewhere: [{id: a, what: A, who: B}, {id: a, what: C, who: D}]\nform:", "There are two signposts “a”"),
    ("          instead: missed-bin", "          elsewhere: nowhere", "There is no signpost “nowhere”."),
    ("team: waste\nform:", "team: waste\nknowledge: [{id: a, question: A, answer: B, for: nobody}]\nform:", "“for” cannot be “nobody”."),
    ("team: waste\nform:", "team: waste\nknowledge: [{id: a, question: A ((name)), answer: B}]\nform:", "The placeholder ((name))"),
    # fee
    ("team: waste\nform:", "team: waste\nfee: {amount: {pounds: 5}}\nform:", "“fee” has no “pay”"),
    ("team: waste\nform:", "team: waste\nfee: {amount: {pounds: 5, pence: 100}, pay: Later}\nform:", "“pence”"),
    ("team: waste\nform:", "team: waste\nfee: {amount: {pounds: 5}, each: how_many, pay: Later}\nform:", "The fee has “each” and no “one”."),
    ("team: waste\nform:", "team: waste\nfee: {amount: {pounds: 5}, each: bin, one: bin, pay: Later}\nform:", "The question “bin” is of kind choice. Name a question of kind list or number."),
    ("team: waste\nform:", "team: waste\nfee: {amount: {pounds: 5}, reductions: [{when: answers.bin == 'fodo', amount: {pounds: 1}, why: A}], pay: Later}\nform:", "Did you mean “food”?"),
    ("team: waste\nform:", "team: waste\nfee: {amount: {pounds: 5}, reductions: [{when: answers.bin == 'food', amount: {pounds: 9}, why: A}], pay: Later}\nform:", "The reduced fee is higher than a usual one."),
    ("what_happens_next: We come by ((due_date)).", "what_happens_next: It costs ((fee)).", "The placeholder ((fee)): it has no value here."),
    # shape and YAML
    ("format: 1", "format: 2", "“format” cannot be “2”."),
    ("id: bulky-waste", "id: Bulky Waste", "which is no id. Use lower-case letters, digits and single hyphens"),
    ("id: how_many,", "id: how-many,", "digits and underscores"),
    ("required: false, personal: special", "required: no, personal: special", "neither true nor false. Write true or false"),
    ("keywords: [sofa, fridge]", "keywords: sofa", "“keywords” is not a list."),
    ("keywords: [sofa, fridge]", "keywords: [1999]", "is not a text. Write a text, in quotes"),
    ("team: waste\n", "team:\n", "There is no value. Write one, or leave the line out."),
    ("team: waste\n", "team: &t waste\n", "Anchors (&) may not be used."),
    ("team: waste\n", "team: *t\n", "Aliases (*) may not be used."),
    ("team: waste\n", "team: !!python/name:os.system waste\n", "Tags (!) may not be used."),
    ("privacy: We need it to come.", "privacy: We need it: to come.", "Put a text that has “: ” in it in quotes"),
    ("privacy: We need it to come.", "privacy: 'We need it to come.", "A text in quotes is not closed."),
    ("keywords: [sofa, fridge]", "keywords: [sofa, fridge", "is not closed"),
    ("privacy: We need it to come.", "privacy: We need it.\n---\nformat: 1", "a second document"),
]  # fmt: skip
"""More mistakes, each with a part of what is told."""
