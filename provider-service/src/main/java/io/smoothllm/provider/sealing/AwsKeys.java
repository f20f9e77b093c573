package io.smoothllm.provider.sealing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The keys of an AWS account, in the one text that a provider's key is:
/// `ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]`. None of the three can hold a colon.
///
/// @param sessionToken null for keys that do not end by themselves
public record AwsKeys(String accessKeyId, String secretAccessKey, String sessionToken) {
    private static final String FORM = "ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN]";

    /// How the ids of a user's keys begin, and of temporary ones ("IAM identifiers", Understanding
    /// unique ID prefixes).
    private static final Pattern ID = Pattern.compile("(AKIA|ASIA).*");

    private static final Pattern WHOLE =
            Pattern.compile("((?:AKIA|ASIA)[A-Z0-9]{4,124}):([^:]+)(?::([^:]+))?");

    /// Empty when the key is another one, for example a bearer token of Bedrock.
    public static Optional<AwsKeys> in(ApiKey key) {
        var parts = WHOLE.matcher(key.reveal());
        return parts.matches()
                ? Optional.of(new AwsKeys(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /// What is wrong with a key that begins as AWS keys do; empty for every other one.
    ///
    /// @param key null = none
    public static Optional<String> faultOf(ApiKey key) {
        if (key == null || !ID.matcher(key.reveal()).matches()) {
            return Optional.empty();
        }
        var keys = in(key);
        if (keys.isEmpty()) {
            return Optional.of("begins as AWS keys do, which are given as " + FORM);
        }
        return keys.get().isTemporary() && keys.get().sessionToken == null
                ? Optional.of("is temporary (ASIA), so it needs its session token: " + FORM)
                : Optional.empty();
    }

    List<String> parts() {
        return Stream.of(accessKeyId, secretAccessKey, sessionToken)
                .filter(part -> part != null)
                .toList();
    }

    private boolean isTemporary() {
        return accessKeyId.startsWith("ASIA");
    }

    @Override
    public String toString() {
        return "AwsKeys[…]";
    }
}
