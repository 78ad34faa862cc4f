"""The language server: what `check`, `fix` and `format` do, in an editor while a list is written.

    positions.py    offsets <-> rows and columns in the client's encoding
    documents.py    the text of each open file, version by version, and what was read from it
    app.py          the server itself: which request is answered by what, off the main loop
    diagnostics.py  actions.py  hover.py  navigation.py  renaming.py  completion.py     one answer each, pure functions of a reading

Needs the extra `awesome-lint[server]` (pygls, lsprotocol); nothing else imports it.
"""
