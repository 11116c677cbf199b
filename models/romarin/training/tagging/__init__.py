"""Training of the tagger: from marked texts to the folder that finds skill phrases."""
