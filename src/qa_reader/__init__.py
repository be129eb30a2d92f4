"""QA Reader: browse, search and keep an archive of doctor-answered questions, offline.

The map, from the top; a layer imports only those below it:

    __main__                    a word decides: the window or a command
    app | cli                   the window's composition root | the command line
    ui                          the window (with app the only place that knows Qt)
    cli_bookmarks | cli_batch | cli_output
                                commands for what the reader keeps | many queries at once | what commands write
    library | importing | exporting | manual | quoting | visiting
                                what may be asked | how an archive is built | threads → files, with provenance |
                                the manual, searched like an archive | passages with their citation | the visit sheet
    opened                      an open archive with its index, and the hits of its rows
    shelving                    what is kept as an answer: bookmarks, notes and highlights in rows
    keeping | indexes           what the reader keeps, joined with the open archives | where an archive's index is
    importers | archive | search | render | browser_bookmarks | masking | state
                                source formats | the file and the user database | the index | thread → HTML, text |
                                bookmarks for a browser | threads without their askers' names | tabs and places at start
    anchoring | citing | languages
                                highlights found again | links and citations | which language is spoken
    kept                        the nouns of what the reader keeps
    model | paths | resources | settings
    scratch                     folders for large files that are needed only meanwhile
    files                       writing files whole or not at all
    errors                      the error tree
    wording | lazily            texts for people, translated | names that import their module when they are asked for
"""

__version__ = "0.1.0"
