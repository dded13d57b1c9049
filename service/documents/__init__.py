"""What somebody takes along on paper: the plan on one page, and the card for a manager or client.

A document is made of an advice in two pure steps: its words and places (`plan_document`,
`card_document`), and then its pages (`typeset`).
"""
