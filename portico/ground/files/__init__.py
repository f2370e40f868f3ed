"""Files by content hash: typed by content, quarantined until scanned, photos re-encoded."""
