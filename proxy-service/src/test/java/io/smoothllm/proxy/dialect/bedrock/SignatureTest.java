package io.smoothllm.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Asked;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.fixtures.IssuedKey;
import io.smoothllm.testing.fixtures.ModelFixture;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every way to say who asks. Signatures are checked as AWS does: worked out again from nothing but
/// the request that arrived and the secret, by the steps of AWS's documentation ("Create a signed
/// AWS API request").
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class SignatureTest {
    private static final String ARN =
            "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.claude-x-v1:0";
    private static final String ENCODED_ARN =
            "arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.claude-x-v1%3A0";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String PERMANENT = "AKIAIOSFODNN7EXAMPLE:" + SECRET;
    private static final String ANSWER =
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn",\
            "usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""";

    private final World world = World.get();
    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient client = Application.newClient();
    private final String model = World.unique("claude");
    private final IssuedKey key = world.key();

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void anApiKeyIsABearer() throws Exception {
        connect("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl", null, "");

        assertThat(ask().headers())
                .containsEntry("authorization", "Bearer ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl")
                .doesNotContainKey("x-amz-date");
    }

    @Test
    void awsKeysSignWhatIsSent() throws Exception {
        connect(PERMANENT, "eu-west-1", "");

        var asked = ask();

        assertThat(asked.uri()).isEqualTo("/model/" + ENCODED_ARN + "/converse");
        assertThat(asked.headers().get("authorization"))
                .startsWith(
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/"
                                + asked.headers().get("x-amz-date").substring(0, 8)
                                + "/eu-west-1/bedrock/aws4_request")
                .endsWith("Signature=" + signature(asked, "eu-west-1"));
        assertThat(signedHeaders(asked)).contains("host", "content-type", "x-amz-date");
        assertThat(asked.headers()).doesNotContainKey("x-amz-security-token");
    }

    @Test
    void aPathInFrontAndHeadersOfTheOperatorAreSignedToo() throws Exception {
        connect(PERMANENT, "us-east-1", "/behind/a%20wall", "X-Amz-Extra", "a  b");

        var asked = ask();

        assertThat(asked.uri()).startsWith("/behind/a%20wall/model/arn%3A");
        assertThat(asked.headers().get("authorization"))
                .endsWith("Signature=" + signature(asked, "us-east-1"));
        assertThat(signedHeaders(asked)).contains("x-amz-extra");
    }

    @Test
    void temporaryKeysBringTheirToken() throws Exception {
        connect("ASIAIOSFODNN7EXAMPLE:" + SECRET + ":IQoJb3JpZ2lu//token==", "eu-west-1", "");

        var asked = ask();

        assertThat(asked.headers()).containsEntry("x-amz-security-token", "IQoJb3JpZ2lu//token==");
        assertThat(signedHeaders(asked)).contains("x-amz-security-token");
        assertThat(asked.headers().get("authorization"))
                .endsWith("Signature=" + signature(asked, "eu-west-1"));
    }

    @Test
    void theSecretStaysHere() throws Exception {
        connect(PERMANENT, "eu-west-1", "");

        var asked = ask();

        assertThat(asked.headers().toString() + asked.text()).doesNotContain(SECRET);
    }

    @Test
    void withoutARegionNothingIsSigned() throws Exception {
        connect(PERMANENT, null, "");

        var answer = post();

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(answer.body()).getString("error.message"))
                .contains("does not name an AWS region")
                .contains("x-aws-region");
        assertThat(provider.wasNotAsked()).isTrue();
    }

    private void connect(String credential, String region, String path, String... header) {
        var entry =
                world.aProvider(Dialect.BEDROCK, provider.url() + path, model)
                        .withoutModels()
                        .with(ModelFixture.model(model).upstream(ARN));
        entry.withCredential(credential, world.seal());
        if (region != null) {
            entry.header("X-AWS-Region", region);
        }
        if (header.length > 0) {
            entry.header(header[0], header[1]);
        }
        world.connect(entry, key);
    }

    private Asked ask() throws Exception {
        provider.answers(Answer.json(200, ANSWER));
        var answer = post();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return provider.taken();
    }

    private HttpResponse<String> post() throws Exception {
        var body =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"ö😀\"}]}"
                        .formatted(model);
        return client.send(
                HttpRequest.newBuilder(URI.create(World.url() + "/v1/chat/completions"))
                        .header("Authorization", "Bearer " + key.secret())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String[] signedHeaders(Asked asked) {
        return asked.headers()
                .get("authorization")
                .replaceAll(".*SignedHeaders=([^,]*),.*", "$1")
                .split(";");
    }

    private static String signature(Asked asked, String region) throws Exception {
        var time = asked.headers().get("x-amz-date");
        var date = time.substring(0, 8);
        var scope = date + "/" + region + "/bedrock/aws4_request";
        var text =
                String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(bytes(canonical(asked))));
        var key = mac(bytes("AWS4" + SECRET), date);
        for (var step : new String[] {region, "bedrock", "aws4_request"}) {
            key = mac(key, step);
        }
        return HexFormat.of().formatHex(mac(key, text));
    }

    /// The path is encoded a second time, as for every service but S3; there is no query.
    private static String canonical(Asked asked) throws Exception {
        var headers =
                Arrays.stream(signedHeaders(asked))
                        .map(
                                name ->
                                        name
                                                + ":"
                                                + asked.headers()
                                                        .get(name)
                                                        .strip()
                                                        .replaceAll(" +", " ")
                                                + "\n")
                        .collect(Collectors.joining());
        return String.join(
                "\n",
                asked.method(),
                asked.uri().replace("%", "%25"),
                "",
                headers,
                String.join(";", signedHeaders(asked)),
                sha256(asked.body()));
    }

    private static byte[] mac(byte[] key, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes(text));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
