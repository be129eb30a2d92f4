"""Search: Whoosh's library over our storage; the only package that imports whoosh and Stemmer."""
