"""Reminders by e-mail: asked for, confirmed, sent once, and stopped with one click."""
