"""Makes what people install: they have no Python. `python3 dev.py package NAME` comes here.

The map:

    __main__       the table of packages; prepares the environment and goes on in it
    environment    the virtual environment and the system's tools that packages are made with
    project        name, version and moment of what is packed; templates filled in
    bundled        the bundled archive, for the wheel and for the frozen program
    bill           what ships of others: bill of materials and licences
    icons          the icon in all sizes and forms
    pruning        what of Qt and of the system goes into the frozen program
    contents       the kept list of what went in: it fails when it grows by itself
    folder         the frozen program (../qa-reader.spec is what PyInstaller reads)
    linux          what a Linux desktop wants to know of it
    deb            the Debian package
    appimage       the folder for any Linux, in a .tar.xz
    wheel          the wheel and the source package
    windows        setup.exe and .msi
    macos          .app and .dmg
    smoke          the installed program used as a person would: smoke_session, on a screen of its own (screen)
    starts         start-up and memory beside other readers: starts_session
"""
