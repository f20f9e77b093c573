/// What tokens cost: a [PriceList] belongs to a model of a provider, a [Cost] is what it makes of a
/// call. The proxy computes it once, when the call is settled, and usage-service again when prices
/// are corrected; both by this code, so both to the last digit.
package io.smoothllm.model.price;
