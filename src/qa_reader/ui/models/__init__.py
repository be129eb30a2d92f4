"""What the window's lists and trees show: Qt models without any view, any file or any search."""
