package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ImpatientDoor;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.RawClient;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that begin to send, and do not end.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
@TestProfile(ImpatientDoor.class)
class SlowBodiesTest {
    private static final int LARGE = 4 << 20;

    private final Application app = Application.connected();

    @AfterEach
    void close() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/embeddings"})
    void jsonThatDoesNotEndIsNotWaitedFor(String path) throws Exception {
        try (var client = new RawClient()) {
            begin(client, path, "application/json", 100, "{".getBytes(StandardCharsets.UTF_8));

            assertTooSlow(client);
        }
        assertThat(app.provider().wasNotAsked()).isTrue();
    }

    @Test
    void aFormThatDoesNotSayItsModelIsNotWaitedFor() throws Exception {
        var form = new Form().file("file", new byte[LARGE]).end();
        try (var client = new RawClient()) {
            begin(client, "/v1/audio/transcriptions", Form.CONTENT_TYPE, form.length + 1, form);

            assertTooSlow(client);
        }
        assertThat(app.provider().wasNotAsked()).isTrue();
    }

    @Test
    void aFormThatStopsWhileItIsPassedOnIsGivenUpOnBothSides() throws Exception {
        var form = new Form().field("model", app.model()).file("file", new byte[LARGE]).end();
        try (var client = new RawClient()) {
            begin(client, "/v1/audio/transcriptions", Form.CONTENT_TYPE, form.length + 1, form);
            await().until(() -> app.provider().received() > 0);

            assertTooSlow(client);
        }
        assertThat(app.provider().sawHangUp()).isTrue();
        assertThat(app.provider().wasNotAsked()).isTrue();
    }

    private void begin(
            RawClient client, String path, String contentType, int length, byte[] beginning)
            throws Exception {
        client.write(
                ("POST "
                                + path
                                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + app.key().secret()
                                + "\r\nContent-Type: "
                                + contentType
                                + "\r\nContent-Length: "
                                + length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        client.write(beginning);
    }

    private static void assertTooSlow(RawClient client) throws Exception {
        var answer = client.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(JsonPath.from(answer.body()).getString("error.code"))
                .isEqualTo("request_timeout");
    }
}
