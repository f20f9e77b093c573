package io.smoothllm.provider.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.provider.Upstream;
import io.smoothllm.provider.sealing.AwsKeys;
import io.smoothllm.provider.upstream.BaseUrl;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// What a test asks of a provider, in the words of its dialect.
final class Probe {
    /// The last version of Azure's dated API; `/openai/v1` has none.
    private static final String AZURE_VERSION = "?api-version=2024-10-21";

    /// Models are listed by the control plane, which lives beside the runtime: the one host of
    /// another name that a key may go to, AWS's own in the same region.
    private static final Pattern BEDROCK_RUNTIME =
            Pattern.compile("bedrock-runtime(\\.[a-z0-9-]+\\.amazonaws\\.com)");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Probe() {}

    /// @throws TroubleException when the key cannot be used there
    static Call modelList(Upstream upstream) throws TroubleException {
        var path =
                switch (upstream.dialect()) {
                    case OPENAI -> "/models";
                    case ANTHROPIC -> "/v1/models?limit=1000";
                    case GEMINI -> "/v1beta/models?pageSize=1000";
                    case AZURE_OPENAI -> azure(upstream, "/models");
                    case BEDROCK -> "/foundation-models";
                };
        var target =
                upstream.dialect() == Dialect.BEDROCK
                        ? controlPlane(upstream.baseUrl())
                        : upstream.baseUrl();
        return authorised(upstream, new Call(target, path, headers(upstream), null));
    }

    /// The cheapest completion there is.
    ///
    /// @throws TroubleException when the key cannot be used there
    static Call oneToken(Upstream upstream, String model) throws TroubleException {
        var path =
                switch (upstream.dialect()) {
                    case OPENAI -> "/chat/completions";
                    case ANTHROPIC -> "/v1/messages";
                    case GEMINI -> "/v1beta/models/" + encoded(bare(model)) + ":generateContent";
                    case AZURE_OPENAI -> azureChat(upstream, model);
                    case BEDROCK -> "/model/" + encoded(model) + "/converse";
                };
        var body =
                switch (upstream.dialect()) {
                    case OPENAI, AZURE_OPENAI, ANTHROPIC -> chat(model);
                    case GEMINI ->
                            conversation(
                                    "contents", "parts", "generationConfig", "maxOutputTokens");
                    case BEDROCK ->
                            conversation("messages", "content", "inferenceConfig", "maxTokens");
                };
        return authorised(
                upstream, new Call(upstream.baseUrl(), path, headers(upstream), body.toString()));
    }

    /// The names in a model list; null when it is none.
    static List<String> names(Dialect dialect, JsonNode answer) {
        var list =
                switch (dialect) {
                    // Together AI answers with a bare array.
                    case OPENAI -> answer.isArray() ? answer : answer.path("data");
                    case AZURE_OPENAI, ANTHROPIC -> answer.path("data");
                    case GEMINI -> answer.path("models");
                    case BEDROCK -> answer.path("modelSummaries");
                };
        var name =
                switch (dialect) {
                    case OPENAI, AZURE_OPENAI, ANTHROPIC -> "id";
                    case GEMINI -> "name";
                    case BEDROCK -> "modelId";
                };
        return !list.isArray()
                ? null
                : StreamSupport.stream(list.spliterator(), false)
                        .map(model -> bare(model.path(name).asText()))
                        .filter(found -> !found.isBlank())
                        .toList();
    }

    private static Map<String, String> headers(Upstream upstream) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "smooth-llm-proxy");
        if (upstream.dialect() == Dialect.ANTHROPIC) {
            headers.put("anthropic-version", "2023-06-01");
        }
        headers.putAll(upstream.headers());
        return new HashMap<>(headers);
    }

    private static Call authorised(Upstream upstream, Call call) throws TroubleException {
        if (upstream.apiKey() == null || upstream.apiKey().isEmpty()) {
            return call;
        }
        var key = upstream.apiKey().reveal();
        return call.with(
                switch (upstream.dialect()) {
                    case OPENAI -> bearer(key);
                    case ANTHROPIC -> Map.of("x-api-key", key);
                    case GEMINI -> Map.of("x-goog-api-key", key);
                    case AZURE_OPENAI -> Map.of("api-key", key);
                    case BEDROCK -> {
                        var keys = AwsKeys.in(upstream.apiKey());
                        yield keys.isPresent()
                                ? BedrockSignature.of(call, keys.get())
                                : bearer(key);
                    }
                });
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    private static String azure(Upstream upstream, String path) {
        var base = upstream.baseUrl().uri().getPath();
        if (base.endsWith("/openai/v1")) {
            return path;
        }
        return (base.endsWith("/openai") ? "" : "/openai") + path + AZURE_VERSION;
    }

    private static String azureChat(Upstream upstream, String model) {
        var path = "/chat/completions";
        return upstream.baseUrl().uri().getPath().endsWith("/openai/v1")
                ? path
                : azure(upstream, "/deployments/" + encoded(model) + path);
    }

    private static BaseUrl controlPlane(BaseUrl runtime) {
        var aws = BEDROCK_RUNTIME.matcher(runtime.host());
        return aws.matches() ? new BaseUrl(URI.create("https://bedrock" + aws.group(1))) : runtime;
    }

    private static ObjectNode chat(String model) {
        var body = JSON.objectNode().put("model", model).put("max_tokens", 1);
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return body;
    }

    /// Gemini and Bedrock say the same in different words.
    private static ObjectNode conversation(
            String messages, String content, String settings, String limit) {
        var body = JSON.objectNode();
        var message = body.putArray(messages).addObject().put("role", "user");
        message.putArray(content).addObject().put("text", "Hi");
        body.putObject(settings).put(limit, 1);
        return body;
    }

    /// Gemini's own name for a model starts with its collection.
    private static String bare(String model) {
        return model.startsWith("models/") ? model.substring("models/".length()) : model;
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
