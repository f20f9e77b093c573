package io.smoothllm.keys.key;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IP address or a CIDR block (RFC 4632, RFC 4291), in one spelling: `10.1.2.3/8` becomes
/// `10.0.0.0/8`. Names are never looked up.
record AddressBlock(String text) {
    /// As people write it, not as `inet_aton` reads it: `010.1.2.3` and `1.2` are refused.
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0 || address.isEmpty()) {
            return address.map(found -> new AddressBlock(found.getHostAddress()));
        }
        var length = text.substring(slash + 1);
        int bits = address.get().getAddress().length * 8;
        return PREFIX_LENGTH.matcher(length).matches() && Integer.parseInt(length) <= bits
                ? Optional.of(block(address.get(), Integer.parseInt(length)))
                : Optional.empty();
    }

    private static Optional<InetAddress> address(String text) {
        boolean ipv6 = IPV6.matcher(text).matches();
        if (!ipv6 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var address = InetAddress.ofLiteral(text);
            // An IPv4 address in IPv6 clothes comes out as IPv4; its block length would not fit.
            return ipv6 == (address.getAddress().length == 16)
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static AddressBlock block(InetAddress address, int length) {
        var bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(length - i * 8L, 0, 8);
            bytes[i] &= (byte) (0xFF << (8 - kept));
        }
        try {
            return new AddressBlock(
                    InetAddress.getByAddress(bytes).getHostAddress() + "/" + length);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }
}
