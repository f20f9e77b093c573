package io.smoothllm.keys.oidc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a checked ID token says of a person.
///
/// @param subject who it is, for ever, at this issuer
/// @param email null = none that the issuer vouches for
/// @param name null = it says none
/// @param roles the values of the claim that says what somebody is
record Claims(String subject, @Nullable String email, @Nullable String name, List<String> roles) {}
