package io.smoothllm.provider.connectivity;

import static io.smoothllm.provider.stack.ScriptedProvider.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.provider.Upstream;
import io.smoothllm.provider.sealing.ApiKey;
import io.smoothllm.provider.stack.ScriptedProvider;
import io.smoothllm.provider.stack.Settings;
import io.smoothllm.provider.upstream.BaseUrl;
import io.smoothllm.provider.upstream.UpstreamConfig;
import io.smoothllm.provider.upstream.UpstreamResolver;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What arrives is signed as AWS computes it ("Create a signed AWS API request", IAM User Guide),
/// which is done here once more, without its SDK.
class BedrockSignatureTest {
    private static final String ID = "AKIAPLANTED000000001";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYzEXAMPLE";
    private static final String HOST = "bedrock-runtime.eu-west-1.names.test";
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void theModelListIsSigned() throws Exception {
        try (var provider =
                new ScriptedProvider(json(200, "{\"modelSummaries\":[{\"modelId\":\"m\"}]}"))) {
            var result = test(provider, ID + ":" + SECRET);

            var asked = Request.of(provider.requests().getFirst());
            assertThat(result.models()).containsExactly("m");
            assertThat(asked.line()).isEqualTo("GET /foundation-models");
            assertThat(asked.header("host")).isEqualTo(HOST + ":" + provider.port());
            assertThat(asked.header("authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=" + ID + "/")
                    .contains("/eu-west-1/bedrock/aws4_request")
                    .endsWith("Signature=" + asked.signature("/foundation-models"));
        }
    }

    /// A colon of a model's name is encoded in the path and, as AWS wants it, once more in what is
    /// signed.
    @Test
    void aCompletionIsSignedWithItsBodyAndItsSessionToken() throws Exception {
        try (var provider = new ScriptedProvider(json(404, "{}"), json(200, "{\"output\":{}}"))) {
            var result = test(provider, "ASIA" + ID + ":" + SECRET + ":token/of+session==");

            var asked = Request.of(provider.requests().getLast());
            assertThat(result.ok()).isTrue();
            assertThat(asked.line()).isEqualTo("POST /model/eu.amazon.nova-lite-v1%3A0/converse");
            assertThat(asked.body()).contains("\"maxTokens\":1");
            assertThat(asked.header("x-amz-security-token")).isEqualTo("token/of+session==");
            assertThat(asked.signedHeaders())
                    .contains("host", "x-amz-date", "x-amz-security-token");
            assertThat(asked.header("authorization"))
                    .endsWith(
                            "Signature="
                                    + asked.signature(
                                            "/model/eu.amazon.nova-lite-v1%253A0/converse"));
        }
    }

    @Test
    void theSecretItselfIsNeverSent() throws Exception {
        try (var provider = new ScriptedProvider(json(200, "{\"modelSummaries\":[]}"))) {
            test(provider, ID + ":" + SECRET);

            assertThat(provider.requests()).hasSize(1).noneMatch(asked -> asked.contains(SECRET));
        }
    }

    @Test
    void otherKeysOfBedrockAreBearers() throws Exception {
        try (var provider = new ScriptedProvider(json(200, "{\"modelSummaries\":[]}"))) {
            test(provider, "ABSKQmVkcm9ja0FQSUtleQ==");

            assertThat(Request.of(provider.requests().getFirst()).header("authorization"))
                    .isEqualTo("Bearer ABSKQmVkcm9ja0FQSUtleQ==");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bedrock-runtime.us-east-1.amazonaws.com, us-east-1",
        "bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "bedrock-runtime.ap-southeast-2.api.aws, ap-southeast-2",
        "vpce-0a1b-us-east-1a.bedrock-runtime.eu-central-2.vpce.amazonaws.com, eu-central-2"
    })
    void theRegionIsTheHosts(String host, String region) throws TroubleException {
        var call = Probe.oneToken(upstream("https://" + host, ID + ":" + SECRET), "m");

        assertThat(call.headers().get("Authorization")).contains("/" + region + "/bedrock/");
    }

    @Test
    void aHeaderNamesTheRegionOfAnyHost() throws TroubleException {
        var base = BaseUrl.of("https://gateway.example.org", Dialect.BEDROCK);
        var headers = Map.of("X-AWS-Region", "eu-north-1");
        var key = ApiKey.of(ID + ":" + SECRET);

        var call = Probe.modelList(new Upstream(Dialect.BEDROCK, base, key, headers, List.of()));

        assertThat(call.headers().get("Authorization")).contains("/eu-north-1/bedrock/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example.org",
                "https://bedrock-runtime.example.org",
                "https://models.eu-west-1.example.org",
                "http://127.0.0.1:4711"
            })
    void aHostWithoutARegionIsSaidToHaveNone(String baseUrl) {
        var upstream = upstream(baseUrl, ID + ":" + SECRET);

        var refused = catchThrowableOfType(TroubleException.class, () -> Probe.modelList(upstream));

        assertThat(refused.trouble().code()).isEqualTo("no_region");
    }

    private static ConnectivityResult test(ScriptedProvider provider, String key)
            throws InterruptedException {
        return connectivity().test(upstream("http://" + HOST + ":" + provider.port(), key));
    }

    private static Upstream upstream(String baseUrl, String key) {
        return new Upstream(
                Dialect.BEDROCK,
                BaseUrl.of(baseUrl, Dialect.BEDROCK),
                ApiKey.of(key),
                Map.of("X-Extra", "1"),
                List.of("eu.amazon.nova-lite-v1:0"));
    }

    private static Connectivity connectivity() {
        var addresses =
                Settings.of(
                        UpstreamConfig.class, Map.of("smoothllm.upstream.allow-private", "true"));
        var patience = Settings.of(ConnectivityConfig.class, Map.of());
        return new Connectivity(
                new PinnedHttp(VERTX, new UpstreamResolver(addresses)),
                patience,
                new ObjectMapper(),
                new SimpleMeterRegistry());
    }

    /// As it came over the socket.
    ///
    /// @param headers by lower-case name
    private record Request(String line, Map<String, String> headers, String body) {
        static Request of(String raw) {
            int end = raw.indexOf("\r\n\r\n");
            var lines = raw.substring(0, end).split("\r\n");
            var headers = new TreeMap<String, String>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
            return new Request(
                    lines[0].substring(0, lines[0].lastIndexOf(' ')),
                    headers,
                    raw.substring(end + 4));
        }

        String header(String name) {
            return headers.get(name);
        }

        List<String> signedHeaders() {
            return List.of(between("SignedHeaders=", ",").split(";"));
        }

        /// @param canonicalPath the path, each segment encoded once more than it was sent
        String signature(String canonicalPath) throws GeneralSecurityException {
            var canonical = new StringBuilder();
            canonical.append(line, 0, line.indexOf(' ')).append('\n');
            canonical.append(canonicalPath).append("\n\n");
            for (var name : signedHeaders()) {
                canonical.append(name).append(':').append(headers.get(name)).append('\n');
            }
            canonical.append('\n').append(String.join(";", signedHeaders()));
            canonical.append('\n').append(sha256(body));
            var scope = between("Credential=", ",");
            scope = scope.substring(scope.indexOf('/') + 1);
            var toSign =
                    "AWS4-HMAC-SHA256\n%s\n%s\n%s"
                            .formatted(
                                    headers.get("x-amz-date"), scope, sha256(canonical.toString()));
            var key = ("AWS4" + SECRET).getBytes(UTF_8);
            for (var part : scope.split("/")) {
                key = hmac(key, part);
            }
            return HexFormat.of().formatHex(hmac(key, toSign));
        }

        private String between(String start, String end) {
            var authorization = headers.get("authorization");
            int from = authorization.indexOf(start) + start.length();
            return authorization.substring(from, authorization.indexOf(end, from));
        }

        private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        }

        private static String sha256(String text) throws GeneralSecurityException {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(UTF_8)));
        }
    }
}
