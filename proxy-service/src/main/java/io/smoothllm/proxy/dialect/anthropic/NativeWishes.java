package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.dialect.Endpoint;
import io.smoothllm.proxy.dialect.Outgoing;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a client of the Messages API says beside the body. It concerns nobody but a provider that
/// speaks the same.
///
/// @param version the `anthropic-version` header; null when not given
/// @param betas the names in all `anthropic-beta` headers
/// @param betaQuery whether the query had `beta=true`, as the SDKs' beta classes send it
record NativeWishes(String version, List<String> betas, boolean betaQuery) {
    static final String VERSION = "anthropic-version";
    static final String BETA = "anthropic-beta";

    /// Far more than anybody sends; all names together stay below 8 KB.
    private static final int MAX_BETAS = 64;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /// @param query null = none
    /// @throws ProblemException [Problem.InvalidRequest]
    static NativeWishes of(MultiMap headers, String query) {
        var version = headers.get(VERSION);
        if (version != null && !WORD.matcher(version.strip()).matches()) {
            throw invalid(VERSION, "This is no version.");
        }
        var betas = names(headers.getAll(BETA));
        if (betas.size() > MAX_BETAS || !betas.stream().allMatch(WORD.asMatchPredicate())) {
            throw invalid(
                    BETA, "There must be at most " + MAX_BETAS + " names, separated by commas.");
        }
        return new NativeWishes(
                version == null ? null : version.strip(),
                List.copyOf(betas),
                query != null && Arrays.asList(query.split("&")).contains("beta=true"));
    }

    /// The client's own version wins; its betas join those that the operator set.
    ///
    /// @param configured the headers that the operator set for the provider
    Outgoing to(Endpoint endpoint, Map<String, String> configured, byte[] body) {
        var headers = new HashMap<>(endpoint.headers());
        if (version != null) {
            headers.put(VERSION, version);
        }
        var all = new LinkedHashSet<>(betas);
        all.addAll(names(values(configured, BETA)));
        if (!all.isEmpty()) {
            headers.put(BETA, String.join(",", all));
        }
        return new Outgoing(
                betaQuery ? endpoint.path() + "?beta=true" : endpoint.path(),
                headers,
                Buffer.buffer(body),
                List.of());
    }

    /// Those of one name; operators may spell it as they like.
    static List<String> values(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static LinkedHashSet<String> names(Collection<String> lines) {
        var names = new ArrayList<String>();
        lines.forEach(line -> names.addAll(Arrays.asList(line.split(",", -1))));
        var distinct = new LinkedHashSet<String>();
        names.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(distinct::add);
        return distinct;
    }

    private static ProblemException invalid(String header, String message) {
        return new ProblemException(new Problem.InvalidRequest(header, message));
    }
}
