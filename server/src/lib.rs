//! The service: HTTP, storage, jobs, gateways, static files.
