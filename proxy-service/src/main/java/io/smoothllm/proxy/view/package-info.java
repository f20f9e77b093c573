/// What the proxy knows, fed by the compacted topics: [TopicFollower] reads them from the start and
/// never stops; each view applies the records of one topic. The proxy is ready when it has
/// caught up with where the topics ended at its start; one that is not needed may come later.
package io.smoothllm.proxy.view;
