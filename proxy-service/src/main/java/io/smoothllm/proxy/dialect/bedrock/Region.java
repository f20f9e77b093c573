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

    /// A whole label of the host's name, as every one of AWS has, private endpoints among them:
    /// `vpce-….bedrock-runtime.us-east-1.vpce.amazonaws.com`. Its parts are the continent or
    /// country, perhaps a partition (`us-gov-west-1`, `eusc-de-east-1`), a direction and a number.
    private static final Pattern LABEL =
            Pattern.compile(
                    "(?:^|\\.)((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-[0-9]{1,2})\\.");

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
        var label = LABEL.matcher(host.toLowerCase(Locale.ROOT));
        return label.find() ? label.group(1) : null;
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
