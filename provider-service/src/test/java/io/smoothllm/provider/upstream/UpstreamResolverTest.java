package io.smoothllm.provider.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.provider.stack.Settings;
import io.smoothllm.provider.upstream.UpstreamResolver.Resolution;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamResolverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "[fc00::1]",
                "[ff02::1]",
                "localhost",
                "here.names.test",
                "mixed.names.test",
                "metadata.names.test",
                "mapped.names.test",
                "unique-local.names.test"
            })
    void whatIsNotPublicIsRefusedByDefault(String host) throws InterruptedException {
        assertThat(resolver(false).resolve(host, PATIENCE)).isEqualTo(new Resolution.Refused());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "192.168.1.1", "here.names.test", "[::1]"})
    void privateAddressesCanBeAllowed(String host) throws InterruptedException {
        assertThat(resolver(true).resolve(host, PATIENCE)).isInstanceOf(Resolution.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "[ff02::1]", "[::]"})
    void nobodysAddressesNever(String host) throws InterruptedException {
        assertThat(resolver(true).resolve(host, PATIENCE)).isEqualTo(new Resolution.Refused());
    }

    @Test
    void publicNamesGiveTheirAddresses() throws InterruptedException {
        var found = resolver(false).resolve("public.names.test", PATIENCE);

        assertThat(((Resolution.Allowed) found).addresses())
                .singleElement()
                .satisfies(a -> assertThat(a.getHostAddress()).isEqualTo("93.184.215.14"));
    }

    @Test
    void aNameThatNobodyHasIsUnknown() throws InterruptedException {
        assertThat(resolver(true).resolve("nobody.names.test", PATIENCE))
                .isEqualTo(new Resolution.Unknown());
    }

    private static UpstreamResolver resolver(boolean allowPrivate) {
        return new UpstreamResolver(
                Settings.of(
                        UpstreamConfig.class,
                        Map.of("smoothllm.upstream.allow-private", "" + allowPrivate)));
    }
}
