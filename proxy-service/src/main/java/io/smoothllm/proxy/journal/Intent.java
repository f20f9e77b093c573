package io.smoothllm.proxy.journal;

import io.smoothllm.model.Money;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.model.usage.EventId;
import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.model.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What an intent says: the usage record that is true if nothing more is ever heard of the call.
/// Written for every call and read only after a crash, so it is a plain row of bytes and not JSON.
///
/// The first byte is the version of this form.
final class Intent {
    private static final byte VERSION = 1;
    private static final int FIXED = 160;

    private Intent() {}

    /// @param call of status INTERRUPTED
    static ByteBuffer write(UsageRecord call) {
        var texts =
                new String[] {
                    call.requestId(),
                    call.keyName(),
                    call.accountName(),
                    call.providerName(),
                    call.model(),
                    call.upstreamModel(),
                    call.costUsd().usd().unscaledValue().toString()
                };
        var encoded = new byte[texts.length + call.tags().size()][];
        int length = FIXED;
        for (int i = 0; i < encoded.length; i++) {
            var text = i < texts.length ? texts[i] : call.tags().get(i - texts.length);
            encoded[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            length += 4 + (encoded[i] == null ? 0 : encoded[i].length);
        }
        var out = ByteBuffer.allocate(length);
        out.put(VERSION).put((byte) call.dialect().ordinal()).put((byte) (call.streamed() ? 1 : 0));
        out.put((byte) (call.priced() ? 1 : 0)).putInt(call.attempt());
        put(out, call.keyId());
        put(out, call.accountId());
        put(out, call.providerId());
        out.putLong(call.startedAt().getEpochSecond()).putInt(call.startedAt().getNano());
        out.putLong(call.tokens().input()).putLong(call.priceVersion());
        out.putInt(call.costUsd().usd().scale()).putInt(call.tags().size());
        for (var text : encoded) {
            if (text == null) {
                out.putInt(-1);
            } else {
                out.putInt(text.length).put(text);
            }
        }
        return out.flip();
    }

    /// @throws IllegalArgumentException when it is of a later version
    static UsageRecord read(UUID instance, long sequence, byte[] payload) {
        var in = ByteBuffer.wrap(payload);
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("Intents of version " + version + " are not known");
        }
        var dialect = Dialect.values()[in.get()];
        boolean streamed = in.get() == 1;
        boolean priced = in.get() == 1;
        int attempt = in.getInt();
        var keyId = uuid(in);
        var accountId = uuid(in);
        var providerId = uuid(in);
        var startedAt = Instant.ofEpochSecond(in.getLong(), in.getInt());
        var tokens = new TokenCounts(in.getLong(), 0, 0, 0, 0);
        long priceVersion = in.getLong();
        int scale = in.getInt();
        int tags = in.getInt();
        var requestId = text(in);
        var keyName = text(in);
        var accountName = text(in);
        var providerName = text(in);
        var model = text(in);
        var upstreamModel = text(in);
        var cost = new Money(new BigDecimal(new BigInteger(text(in)), scale));
        return new UsageRecord(
                new EventId(instance, sequence),
                requestId,
                attempt,
                keyId,
                keyName,
                accountId,
                accountName,
                providerId,
                providerName,
                dialect,
                model,
                upstreamModel,
                streamed,
                CallStatus.INTERRUPTED,
                0,
                UsageRecord.INTERRUPTED,
                startedAt,
                tokens,
                true,
                cost,
                priced,
                priceVersion,
                0,
                null,
                texts(in, tags));
    }

    private static void put(ByteBuffer out, UUID id) {
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    private static List<String> texts(ByteBuffer in, int count) {
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        var bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
