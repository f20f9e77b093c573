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

    /// A whole label, as every host of AWS has one, private endpoints among them:
    /// `vpce-….bedrock-runtime.us-east-1.vpce.amazonaws.com`.
    private static final Pattern REGION =
            Pattern.compile("(?:^|\\.)([a-z]{2}(?:-[a-z]+)+-[0-9]{1,2})\\.");

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private BedrockSignature() {}

    /// @throws TroubleException when the host does not say its region, for which the signature is
    static Map<String, String> of(Call call, AwsKeys keys) throws TroubleException {
        var region = REGION.matcher(call.target().host());
        if (!region.find()) {
            throw new TroubleException(Trouble.NO_REGION);
        }
        var signed =
                SIGNER.sign(
                        wanted ->
                                wanted.identity(identity(keys))
                                        .request(unsigned(call))
                                        .payload(body(call))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.group(1)));
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        signed.request().headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        headers.remove("Host"); // The connection sets it, to what was signed.
        return headers;
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
