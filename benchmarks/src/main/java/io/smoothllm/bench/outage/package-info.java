/// A broker that is away under load: [Outage] takes it away, measures what clients notice of it,
/// and looks whether everything arrives afterwards.
package io.smoothllm.bench.outage;
