"""QA Reader: browse, search and keep an archive of doctor-answered questions, offline.

The map, from the top; a layer imports only those below it:

    __main__                    a word decides: the window or a command
    app | cli                   the window's composition root | the command line
    ui                          the window (with app the only place that knows Qt)
    library | importing         what may be asked | how an archive is built
    importers | archive | search | render
                                source formats | the file and the user database | the index | thread → HTML, text
    model | paths | resources | settings
    errors | files              the error tree | writing files whole or not at all
"""

__version__ = "0.1.0"
