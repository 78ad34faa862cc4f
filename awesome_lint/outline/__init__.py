"""What a page's text shows by itself: phrases with their links, sections, contents. `reading` makes the model of it."""
