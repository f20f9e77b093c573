/// Journeys over the real stack of processes ([RunningStack]), as an application with an official
/// SDK and an operator with the public API ([Operator]) would make them.
///
/// Every client meets every provider: a [Side] is a provider in one dialect, [Connections] has them
/// all connected, with models of its own for each client, [SdkJourneysTest] makes the journeys in
/// JavaScript and the others those in Java. [Books] holds what clients were told against what was
/// recorded and served: token for token.
package io.smoothllm.e2e;
