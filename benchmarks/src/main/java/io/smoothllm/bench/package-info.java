/// What is promised of crashes, outages and speed, measured on real processes. [Bench] is the door;
/// `stack` runs the suite, `load` are the clients, and each bench has a package: `chaos`, `outage`,
/// `ingest`. The end-to-end tests run the first two in short.
package io.smoothllm.bench;
