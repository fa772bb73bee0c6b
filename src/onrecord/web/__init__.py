"""The desk: a local web app in which people judge each value against its words."""
