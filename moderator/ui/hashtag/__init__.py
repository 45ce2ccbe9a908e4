"""Ideas from public posts under a hashtag."""
