"""The faces of Koers: pages, API, widget, coach's brief and command line."""
