"""What search makes of names and texts: pure functions from strings to terms and scores.

No table, no settings, no clock: everything here can be tried in a shell. ``letters`` cleans and splits,
``folding`` brings every script and romanisation to the same ASCII keys, ``endings`` takes case and gender
off a name, ``edits`` compares keys, ``names`` reads a written name, ``matching`` scores one against another
and says why, ``aliases`` knows what stands for what. ``kazakh`` and ``stems`` make terms of the words of a
text, ``numbers`` of docket numbers, citations and dates; ``queries`` reads what was typed.
"""
