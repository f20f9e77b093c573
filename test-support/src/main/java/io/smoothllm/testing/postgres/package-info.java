/// PostgreSQL 18 as a child process: [EmbeddedDatabase]. [OrphanedPostmaster] clears what a killed
/// process left in a data directory.
package io.smoothllm.testing.postgres;
