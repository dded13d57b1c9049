"""Names of months, seasons and weekdays in Dutch and English, and patterns that find them."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar maa",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
SEASONS = {
    **dict.fromkeys(("voorjaar", "lente", "spring"), 3),
    **dict.fromkeys(("zomer", "summer"), 6),
    **dict.fromkeys(("najaar", "herfst", "autumn", "fall"), 9),
    **dict.fromkeys(("winter",), 12),
}
PARTS_OF_MONTH = {"begin": 1, "start": 1, "early": 1, "medio": 15, "half": 15, "mid": 15} | {
    "eind": 25,
    "einde": 25,
    "end": 25,
    "late": 25,
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
YEAR = r"(?:20\d\d|'\d\d)(?!\d)"
WEEKDAY = (
    r"(?:(?:ma|di|wo|do|vr|za|zo)[a-z]*|mon|tues?|wed|thurs?|thu|fri|sat|sun|[a-z]{3,6}day)\b\.?"
)
