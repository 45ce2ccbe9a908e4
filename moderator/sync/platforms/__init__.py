"""One module per kind of platform; `moderator.sync.catalogue` knows them all."""
