package io.smoothllm.proxy.access;

import java.net.InetAddress;

/// A block of addresses, `10.0.0.0/8` or `2001:db8::/32`; a bare address is a block of one.
record Cidr(byte[] network, int bits) {

    /// @throws IllegalArgumentException when it is neither an address nor a block; names are not
    ///     looked up
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var network =
                InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("A block has 0 to " + network.length * 8 + " bits");
        }
        return new Cidr(network, bits);
    }

    boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((bytes[whole] ^ network[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }
}
