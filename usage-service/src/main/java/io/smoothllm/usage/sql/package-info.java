/// What plain JDBC lacks: a statement with parts that are there or not
/// ([io.smoothllm.usage.sql.Query]), and a batch of rows as one statement
/// ([io.smoothllm.usage.sql.Columns]).
package io.smoothllm.usage.sql;
