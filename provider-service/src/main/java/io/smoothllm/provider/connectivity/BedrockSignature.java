package io.smoothllm.provider.connectivity;

import io.smoothllm.provider.sealing.AwsKeys;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// The headers that show AWS who calls: Signature Version 4 over what is sent. Only the secret's
/// work travels, never the secret.
final class BedrockSignature {
    /// Runtime and control plane are one service to IAM.
    private static final String SERVICE = "bedrock";

    /// Among a provider's extra headers, for hosts that do not tell; the proxies know it, too.
    private static final String REGION_HEADER = "x-aws-region";

    /// Hosts of AWS, private endpoints among them:
    /// `vpce-….bedrock-runtime.us-east-1.vpce.amazonaws.com`.
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:.+\\.)?bedrock(?:-runtime)?(?:-fips)?\\.([a-z]{2}(?:-[a-z]+)+-[0-9])\\..+");

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private BedrockSignature() {}

    /// @throws TroubleException when nothing says for which region the signature is
    static Map<String, String> of(Call call, AwsKeys keys) throws TroubleException {
        var region = region(call);
        var signed =
                SIGNER.sign(
                        wanted ->
                                wanted.identity(identity(keys))
                                        .request(unsigned(call))
                                        .payload(body(call))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        signed.request().headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        headers.remove("Host"); // The connection sets it, to what was signed.
        return headers;
    }

    private static String region(Call call) throws TroubleException {
        for (var header : call.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(REGION_HEADER)) {
                return header.getValue().strip();
            }
        }
        var host = HOST.matcher(call.target().host());
        if (!host.matches()) {
            throw new TroubleException(Trouble.NO_REGION);
        }
        return host.group(1);
    }

    private static AwsCredentialsIdentity identity(AwsKeys keys) {
        return keys.sessionToken() == null
                ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(
                        keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
    }

    private static SdkHttpRequest unsigned(Call call) {
        return SdkHttpRequest.builder()
                .method(call.body() == null ? SdkHttpMethod.GET : SdkHttpMethod.POST)
                .uri(URI.create(call.target().uri() + call.path()))
                .build();
    }

    private static ContentStreamProvider body(Call call) {
        return ContentStreamProvider.fromUtf8String(call.body() == null ? "" : call.body());
    }
}
