package io.smoothllm.model.catalog;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Which addresses a provider may live at. Asked after name resolution, for the very address that
/// is then connected to, so a name that resolves to something else a moment later gains nothing.
///
/// @param allowPrivate also loopback, link-local (cloud metadata lives there), private (RFC 1918,
///     RFC 4193), shared (RFC 6598) and benchmark (RFC 2544) ranges
public record UpstreamAddresses(boolean allowPrivate) {

    public boolean allows(InetAddress address) {
        var plain = embeddedIpv4(address);
        if (plain.isMulticastAddress() || plain.isAnyLocalAddress() || isReserved(plain)) {
            return false;
        }
        return allowPrivate || !isPrivate(plain);
    }

    private static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()) {
            return true;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            return (first & 0xfe) == 0xfc;
        }
        return (first == 100 && (second & 0xc0) == 64)
                || (first == 198 && (second & 0xfe) == 18)
                || (first == 192 && second == 0 && bytes[2] == 0);
    }

    /// 0.0.0.0/8 reaches the own host on Linux; 240.0.0.0/4 and broadcast are nobody's.
    private static boolean isReserved(InetAddress address) {
        int first = address.getAddress()[0] & 0xff;
        return address instanceof Inet4Address && (first == 0 || first >= 240);
    }

    /// An IPv6 address that only wraps an IPv4 one is judged by that one: NAT64 (64:ff9b::/96),
    /// 6to4 (2002::/16) and IPv4-compatible (::/96). The JDK unwraps IPv4-mapped ones itself.
    private static InetAddress embeddedIpv4(InetAddress address) {
        if (!(address instanceof Inet6Address)
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()) {
            return address;
        }
        var bytes = address.getAddress();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return ipv4(bytes, 2);
        }
        boolean nat64 =
                bytes[0] == 0
                        && bytes[1] == 0x64
                        && (bytes[2] & 0xff) == 0xff
                        && (bytes[3] & 0xff) == 0x9b
                        && allZero(bytes, 4, 12);
        return nat64 || allZero(bytes, 0, 12) ? ipv4(bytes, 12) : address;
    }

    private static boolean allZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an IPv4 address", e);
        }
    }
}
