package io.smoothllm.proxy.dialect.bedrock;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Provider;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The AWS region a provider lives in, which its signatures name.
final class Region {
    /// Among the provider's own headers; for hosts whose name does not tell.
    static final String HEADER = "x-aws-region";

    /// `bedrock-runtime.eu-west-1.amazonaws.com`, its FIPS, China (`.com.cn`) and dual-stack
    /// (`.api.aws`) forms, and the VPC endpoints, which have a name of their own in front.
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:.+\\.)?bedrock-runtime(?:-fips)?\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\..+");

    private Region() {}

    /// @throws ProblemException [Problem.Unsupported] when neither header nor host says it
    static String of(Provider provider) {
        var said = header(provider.entry().headers());
        if (said != null) {
            return said;
        }
        var named = namedBy(provider.entry().baseUrl().getHost());
        if (named == null) {
            throw new ProblemException(
                    new Problem.Unsupported(
                            "model",
                            "The provider '"
                                    + provider.name()
                                    + "' has AWS keys, but its base URL does not name an AWS"
                                    + " region; it needs a header "
                                    + HEADER
                                    + "."));
        }
        return named;
    }

    /// Null when the host's name does not tell.
    static String namedBy(String host) {
        var parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        return parts.matches() ? parts.group(1) : null;
    }

    private static String header(Map<String, String> headers) {
        for (var header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(HEADER)) {
                return header.getValue().strip();
            }
        }
        return null;
    }
}
