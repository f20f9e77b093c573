package io.smoothllm.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A proxy that is killed takes connections with it, but no call.
class KilledProxyTest {
    private final RunningStack stack = RunningStack.get();
    private final Operator operator = stack.admin();

    @Test
    void aCallThatWasOpenWhenTheProxyWasKilledIsARowOfTheLedgerAndNoneIsThereTwice()
            throws Exception {
        var model = Operator.unique("model");
        var url = stack.simulatorUrl() + "/openai/v1";
        operator.connect(Operator.unique("provider"), "OPENAI", url, model, "sim-slow");
        var key = operator.giveKey(Operator.unique("key"));
        try (var client = HttpClient.newHttpClient()) {
            finished(ask(client, key.getString("secret"), model));
            var open = ask(client, key.getString("secret"), model);
            var first = lines(open).readLine();
            long killed = stack.pid("proxy-service");

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            assertThat(first).startsWith("data: {");
            assertThat(hasBroken(open)).isTrue();
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    stack.isReady("proxy-service")
                                            && stack.pid("proxy-service") != killed);
            finished(ask(client, key.getString("secret"), model));
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(
                            () ->
                                    assertThat(statuses(key.getString("id")))
                                            .containsExactly(
                                                    "SUCCEEDED", "INTERRUPTED", "SUCCEEDED"));
        }
    }

    private HttpResponse<InputStream> ask(HttpClient client, String secret, String model)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(stack.baseUrl() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + secret)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"model":"%s","stream":true,"messages":[{"role":"user","content":"Say something long"}]}
                                        """
                                                .formatted(model)));
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static void finished(HttpResponse<InputStream> answer) {
        assertThat(lines(answer).lines().toList()).contains("data: [DONE]");
    }

    /// The edge may end the stream or cut it; either way it never looks finished.
    private static boolean hasBroken(HttpResponse<InputStream> answer) {
        try {
            var rest = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
            return !rest.contains("[DONE]");
        } catch (IOException e) {
            return true;
        }
    }

    /// Newest first.
    private List<String> statuses(String keyId) {
        return operator.report("/recent?keyId=" + keyId).getList("items.status");
    }
}
