"""WhatsApp and SMS through Twilio: one folder, one provider."""
