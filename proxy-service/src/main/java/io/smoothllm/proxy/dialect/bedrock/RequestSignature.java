package io.smoothllm.proxy.dialect.bedrock;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// AWS Signature Version 4.
final class RequestSignature {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private RequestSignature() {}

    /// @param uri as it goes over the wire: its path is encoded once, and for the signature once
    ///     more
    /// @param headers to be signed besides `host`
    /// @return what the signature adds to a request, `Authorization` among them
    static Map<String, String> headers(
            Credential.AwsKeys keys,
            String region,
            URI uri,
            Map<String, String> headers,
            byte[] body) {
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .protocol(uri.getScheme())
                        .host(uri.getHost())
                        .port(uri.getPort() < 0 ? null : uri.getPort())
                        .encodedPath(uri.getRawPath());
        headers.forEach(request::putHeader);
        var signed =
                SIGNER.sign(
                        signing ->
                                signing.identity(identity(keys))
                                        .request(request.build())
                                        .payload(ContentStreamProvider.fromByteArray(body))
                                        .putProperty(
                                                AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var added = new LinkedHashMap<String, String>();
        signed.request()
                .forEachHeader(
                        (name, values) -> {
                            // The connection writes its own, and the same.
                            if (!headers.containsKey(name) && !name.equalsIgnoreCase("host")) {
                                added.put(name, values.getFirst());
                            }
                        });
        return added;
    }

    private static AwsCredentialsIdentity identity(Credential.AwsKeys keys) {
        return keys.sessionToken() == null
                ? AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(
                        keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
    }
}
