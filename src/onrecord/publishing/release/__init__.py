"""A collection to a release: what a policy lets leave, the gate that it must pass, and the files."""
