package io.smoothllm.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "[::1]"})
    void privateAddressesAreNotConnectedToUnlessTheOperatorSaysSo(String host) {
        assertThatThrownBy(() -> addressOf(host, false))
                .hasRootCauseInstanceOf(Destinations.Forbidden.class);
    }

    @Test
    void theyAreWhenTheOperatorSaysSo() throws Exception {
        assertThat(addressOf("localhost", true).isLoopbackAddress()).isTrue();
    }

    private InetAddress addressOf(String host, boolean allowPrivate) throws Exception {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(UpstreamConfig.class)
                        .withDefaultValue(
                                "smoothllm.upstream.allow-private", Boolean.toString(allowPrivate))
                        .build()
                        .getConfigMapping(UpstreamConfig.class);
        return new Destinations(vertx, config)
                .of(host)
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }
}
