/// How fast usage-service is: [Intake] hands it a topic full of records, [Reports] asks it about
/// ten million rows of ninety days, which [Filling] has put there. [Workplace] runs it beside
/// PostgreSQL and the broker, [Population] says who calls what, [Processors] what it costs.
package io.smoothllm.bench.ingest;
