//! The outside world for development and tests: acquirer, bank page, SBP phone, SMTP sink.
