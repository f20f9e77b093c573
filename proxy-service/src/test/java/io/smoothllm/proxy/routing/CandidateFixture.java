package io.smoothllm.proxy.routing;

import io.smoothllm.testing.fixtures.ProviderFixture;

/// A candidate whose credential is open already.
public final class CandidateFixture {
    private CandidateFixture() {}

    /// @param provider with one model
    /// @param credential null = it wants none
    public static Candidate of(ProviderFixture provider, String credential) {
        var entry = provider.ready();
        return new Candidate(new Provider(entry, credential), entry.models().getFirst(), 0, 1);
    }
}
