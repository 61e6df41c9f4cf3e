"""Open Klant (klantinteracties): a new case becomes a klantcontact and an interne taak, which say that it is here, not what it says."""
