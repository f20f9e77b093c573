/// What the services say to each other: one record per message, the topics they travel on, and
/// the two error bodies. Start at [Topics], then `key`, `catalog`, `usage`,
/// `spend`.
///
/// A message gains fields over time; readers ignore what they do not know ([Wire]).
package io.smoothllm.model;
