"""What a person does with a collection, a file an occasion: the command line, and later the web pages, are thin over these."""
