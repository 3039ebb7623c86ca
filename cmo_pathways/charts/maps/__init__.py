"""Maps of nodes and lines: what a map holds, in which order and where its parts stand, and their marks as SVG.

Read them so: ``model``, then ``plan``, ``order``, ``columns``, ``rows`` and ``band``, which ``layout`` joins; ``paths``
leads the lines and ``shapes`` draws.
"""
