"""How fast and how large Koers is: what `koers bench` runs."""
