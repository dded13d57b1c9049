"""`python -m service` is `koers`."""

from service.cli import main

main()
