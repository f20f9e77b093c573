package io.smoothllm.provider.stack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.stream.Stream;

/// Names with known addresses, as a name server could give them, evil ones among them. Only the
/// JDK's own resolution knows them: whoever resolves by other means does not get anywhere.
public final class TestNames extends InetAddressResolverProvider {
    private static final Map<String, String[]> NAMES =
            Map.of(
                    "bedrock-runtime.eu-west-1.names.test", new String[] {"127.0.0.1"},
                    "here.names.test", new String[] {"127.0.0.1"},
                    "public.names.test", new String[] {"93.184.215.14"},
                    "mixed.names.test", new String[] {"93.184.215.14", "10.0.0.1"},
                    "metadata.names.test", new String[] {"169.254.169.254"},
                    "mapped.names.test", new String[] {"64:ff9b::7f00:1"},
                    "unique-local.names.test", new String[] {"fd00::1"},
                    "second.names.test", new String[] {"127.0.0.9", "127.0.0.1"});

    @Override
    public InetAddressResolver get(Configuration configuration) {
        var builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                return host.endsWith(".names.test")
                        ? known(host)
                        : builtin.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtin.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of the tests";
    }

    private static Stream<InetAddress> known(String host) throws UnknownHostException {
        var addresses = NAMES.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        var found = Stream.<InetAddress>builder();
        for (var address : addresses) {
            found.add(InetAddress.getByAddress(host, InetAddress.ofLiteral(address).getAddress()));
        }
        return found.build();
    }
}
