"""Training the bundled encoder from ESCO and two teachers; needs `koers[training]`."""
