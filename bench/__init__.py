"""How fast the engine is beside other libraries (``python -m bench``), and how well it reads digits
(``python -m bench.accuracy``).
"""
