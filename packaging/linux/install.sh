#!/bin/sh
# Installs QA Reader for the user who calls it, without root, and leaves an uninstall.sh beside the program.
# Usage: ./install.sh            Over an older version it replaces the program; what the reader keeps is not touched.
set -eu
here=$(dirname "$(readlink -f "$0")")
target=${QA_READER_PREFIX:-$HOME/.local/opt}/qa-reader
share=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin

[ "$here" != "$target" ] || { echo "This is the installed program already: $target" >&2; exit 1; }
if [ -e "$target" ] && [ ! -e "$target/AppRun" ]; then
    echo "$target is there, and is not QA Reader: move it away first." >&2
    exit 1
fi

# the new program is whole before the old one goes; a portable "data" folder moves over
rm -rf "$target.new"
mkdir -p "$target.new" "$bin"
cp -R "$here/." "$target.new"
if [ -d "$target/data" ] && [ ! -d "$target.new/data" ]; then mv "$target/data" "$target.new/data"; fi
rm -rf "$target"
mv "$target.new" "$target"

ln -sf "$target/AppRun" "$bin/qa-reader"
(cd "$target/usr/share" && find applications icons mime man -type f) > "$target/installed-files"
while read -r file; do
    mkdir -p "$share/$(dirname "$file")"
    cp "$target/usr/share/$file" "$share/$file"
done < "$target/installed-files"
# with its whole path: not every desktop looks for programs in ~/.local/bin
sed -i "s|^Exec=qa-reader|Exec=\"$target/AppRun\"|; s|^Icon=.*|Icon=$target/usr/share/icons/hicolor/scalable/apps/qa-reader.svg|" \
    "$share/applications/qa-reader.desktop"

refresh() {
    if command -v update-mime-database >/dev/null; then update-mime-database "$share/mime" 2>/dev/null || true; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database "$share/applications" 2>/dev/null || true; fi
}
refresh

cat > "$target/uninstall.sh" <<END
#!/bin/sh
# Removes QA Reader; bookmarks, notes and settings stay where they are.
set -eu
if [ -d "$target/data" ]; then
    echo "Your own data are in $target/data: move that folder away first." >&2
    exit 1
fi
while read -r file; do rm -f "$share/\$file"; done < "$target/installed-files"
rm -f "$bin/qa-reader"
rm -rf "$target"
if command -v update-mime-database >/dev/null; then update-mime-database "$share/mime" 2>/dev/null || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database "$share/applications" 2>/dev/null || true; fi
echo "QA Reader is removed."
END
chmod +x "$target/uninstall.sh"
echo "QA Reader is installed in $target; start it from the menu, or as $bin/qa-reader."
echo "To remove it: $target/uninstall.sh"
