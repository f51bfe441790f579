"""How a result is shown: JSON, text, and the page."""
