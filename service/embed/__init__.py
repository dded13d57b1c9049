"""The widget: courses beside a course, on the academy's own page."""
