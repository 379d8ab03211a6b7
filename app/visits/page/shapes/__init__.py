"""What the phone's store holds for these screens, as the JavaScript beside them computes it (`app/visits/js`)."""
