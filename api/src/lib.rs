//! The wire: request and response bodies, error codes, endpoint and page paths.
