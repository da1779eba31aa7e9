"""The commands: what they are called and take (`words`, `options`), what each does (`asking`, `keeping`, `importing`,
`outputs`, `lakes`, `users`) and answers (`answers`), what that becomes (`saying`), and where it is done: here, on the
home that it opens, or in the server that holds the home (`running`, `beside`).

Nothing is imported here: `--help` waits for no library.
"""
