"""How staff prove who they are: allauth's flows with our pages, words and rules."""
