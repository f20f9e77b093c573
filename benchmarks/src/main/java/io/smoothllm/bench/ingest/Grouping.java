package io.smoothllm.bench.ingest;

import io.smoothllm.model.usage.UsageRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// What usage-service's rollups count by, said once more: the bench must not use the service's own
/// code to check the service. Whether the two agree is checked in [Reports].
///
/// @param grain and what it does not keep apart is null
record Grouping(
        String grain,
        UUID account,
        UUID key,
        UUID provider,
        String model,
        String status,
        List<String> tags) {

    static List<Grouping> of(UsageRecord call) {
        var account = call.accountId();
        return List.of(
                new Grouping("EVERYTHING", null, null, null, null, null, null),
                new Grouping("ACCOUNT", account, null, null, null, null, null),
                new Grouping(
                        "OFFER",
                        null,
                        null,
                        call.providerId(),
                        call.model(),
                        call.status().name(),
                        null),
                new Grouping("KEY", account, call.keyId(), null, null, null, null),
                new Grouping("SERVED", account, call.keyId(), call.providerId(), null, null, null),
                new Grouping(
                        "OUTCOME", account, call.keyId(), null, null, call.status().name(), null),
                new Grouping(
                        "CALLER", account, call.keyId(), null, call.model(), null, call.tags()),
                new Grouping(
                        "DETAIL",
                        account,
                        call.keyId(),
                        call.providerId(),
                        call.model(),
                        call.status().name(),
                        call.tags()));
    }

    boolean isKeptPerQuarterHour() {
        return switch (grain) {
            case "SERVED", "OUTCOME", "CALLER" -> false;
            default -> true;
        };
    }

    /// The first 128 bits of the SHA-256 over the parts, each behind its length.
    UUID id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new Object[] {grain, account, key, provider, model, status}) {
                add(digest, part);
            }
            if (tags != null) {
                tags.forEach(tag -> add(digest, tag));
            }
            var bits = ByteBuffer.wrap(digest.digest());
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, Object part) {
        var bytes = part == null ? new byte[0] : part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(part == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }
}
