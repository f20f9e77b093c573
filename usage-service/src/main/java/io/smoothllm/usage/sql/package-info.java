/// What plain JDBC lacks: a statement with parts that are there or not
/// ([io.smoothllm.usage.sql.Query]), whose rows are a list or a stream that can be ended
/// ([io.smoothllm.usage.sql.Interruption]), and a batch of rows as one statement
/// ([io.smoothllm.usage.sql.Columns]).
package io.smoothllm.usage.sql;
