"""What goes to a partner: chosen fields, signed, as JSON and PDF."""
