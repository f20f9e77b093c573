/// What the lists of this service have in common: how their query parameters are read. JAX-RS would
/// answer 404 to a parameter of the wrong type, or take `enabled=maybe` for false.
package io.smoothllm.provider.listing;
