/// The schema is Flyway's, and is up to date before anything else asks the database.
package io.smoothllm.kit.database;
