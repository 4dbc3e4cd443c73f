//! What portal and terminal share: components, formatting, texts, API client, session.
