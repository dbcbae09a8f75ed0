"""From notebooks to decks, handouts and PDFs: ``python -m slides``."""
