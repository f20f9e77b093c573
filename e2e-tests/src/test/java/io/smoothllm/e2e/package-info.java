/// Journeys over the real stack of processes ([RunningStack]), as an application with an official
/// SDK and an operator with the public API ([Operator]) would make them.
package io.smoothllm.e2e;
