package io.smoothllm.model.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/// A virtual key in the clear: `sk-smooth-<22 base62 id><32 base62 secret><6 base62 CRC32>`.
///
/// The id names the key's row, the secret has 190 bits, and the checksum (over everything before
/// it) lets a door refuse garbage without any look-up.
public final class VirtualKey {
    public static final String PREFIX = "sk-smooth-";

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID = 22;
    private static final int SECRET = 32;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = PREFIX.length() + ID + SECRET + CHECKSUM;
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private final UUID id;
    private final String text;

    private VirtualKey(UUID id, String text) {
        this.id = id;
        this.text = text;
    }

    /// A new secret for the key `id`.
    public static VirtualKey mint(UUID id, SecureRandom random) {
        var text = new StringBuilder(LENGTH).append(PREFIX).append(encodeId(id));
        for (int i = 0; i < SECRET; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new VirtualKey(id, text.append(checksum(text)).toString());
    }

    /// Empty unless prefix, length, alphabet and checksum are right.
    public static Optional<VirtualKey> parse(String text) {
        if (text == null || text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        var body = text.substring(0, LENGTH - CHECKSUM);
        if (!text.endsWith(checksum(body))) {
            return Optional.empty();
        }
        return decodeId(text.substring(PREFIX.length(), PREFIX.length() + ID))
                .map(id -> new VirtualKey(id, text));
    }

    public UUID id() {
        return id;
    }

    /// The whole key. Shown once, to the person who made it.
    public String reveal() {
        return text;
    }

    public String lastFour() {
        return text.substring(LENGTH - 4);
    }

    /// SHA-256 of the whole key, 32 bytes. The secret is random and long, so a slow hash would buy
    /// nothing.
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /// What may be printed: enough to recognise the key, not to use it.
    @Override
    public String toString() {
        return PREFIX + "…" + lastFour();
    }

    private static String checksum(CharSequence body) {
        var crc = new CRC32();
        crc.update(body.toString().getBytes(StandardCharsets.US_ASCII));
        return encode(BigInteger.valueOf(crc.getValue()), CHECKSUM);
    }

    private static String encodeId(UUID id) {
        var bytes =
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return encode(new BigInteger(1, bytes), ID);
    }

    private static Optional<UUID> decodeId(String digits) {
        var value = BigInteger.ZERO;
        for (int i = 0; i < digits.length(); i++) {
            value = value.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(digits.charAt(i))));
        }
        return value.bitLength() > 128
                ? Optional.empty()
                : Optional.of(new UUID(value.shiftRight(64).longValue(), value.longValue()));
    }

    private static String encode(BigInteger value, int length) {
        var digits = new char[length];
        for (int i = length - 1; i >= 0; i--) {
            var parts = value.divideAndRemainder(BASE);
            digits[i] = DIGITS.charAt(parts[1].intValue());
            value = parts[0];
        }
        return new String(digits);
    }
}
