"""How it is said: words in the person's language, and what is shown, for every face alike."""
