"""The public search: one box, people, cases, filings and statements."""
