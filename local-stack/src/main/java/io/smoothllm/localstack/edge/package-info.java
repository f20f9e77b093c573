/// The one address in front of everything: sends a path to the service that owns it
/// ([Destination]), byte for byte and as it comes ([Passage]), and serves the console's files.
///
/// `/internal/**` of the services is never reachable from here.
package io.smoothllm.localstack.edge;
