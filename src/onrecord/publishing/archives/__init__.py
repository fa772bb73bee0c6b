"""Captures to a web archive that other programs open: a WARC file, or a WACZ; one file a format."""
