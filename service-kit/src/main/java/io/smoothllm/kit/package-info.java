/// What the services with a database have in common, so that it exists once: how errors are said
/// (`problem`), who is calling (`access`), lists in pages (`page`), rows that publish themselves
/// (`outbox`), the API's document (`document`), entries of the audit log (`audit`), and
/// `GET /health`.
///
/// Nothing here knows a provider, a key or a report.
package io.smoothllm.kit;
