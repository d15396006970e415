"""Signing in: password and second factor, own sessions, and the middleware that asks for both."""
