package io.smoothllm.model.catalog;

/// What a provider takes, where those who speak one dialect differ. Null in JSON or here = the
/// default, which is how the dialect's inventor behaves unless said otherwise.
///
/// @param streamOptions takes `stream_options.include_usage`; without it, a stream's tokens are
///     estimated unless the provider reports them unasked. Default true
/// @param developerRole knows messages of role `developer`; without it they become `system`.
///     Default true
/// @param maxCompletionTokens takes `max_completion_tokens`; without it the limit is sent as
///     `max_tokens`. Default true
/// @param responses also speaks OpenAI's Responses API; without it Responses requests are sent as
///     chat completions. Default false
/// @param reasoningContent wants the thoughts of earlier turns back, as `reasoning_content`
///     (DeepSeek and others refuse a tool conversation without). Default false
/// @param jsonSchema can be held to a JSON schema. Default true
/// @param sampling takes `temperature`, `top_p` and `top_k`; without it they are left out (some
///     newer models refuse them). Default true
/// @param adaptiveThinking takes Anthropic's adaptive thinking and `effort`; without it they become
///     a budget of tokens. Default true
public record Compatibility(
        Boolean streamOptions,
        Boolean developerRole,
        Boolean maxCompletionTokens,
        Boolean responses,
        Boolean reasoningContent,
        Boolean jsonSchema,
        Boolean sampling,
        Boolean adaptiveThinking) {
    public static final Compatibility DEFAULT =
            new Compatibility(null, null, null, null, null, null, null, null);

    public Compatibility {
        streamOptions = or(streamOptions, true);
        developerRole = or(developerRole, true);
        maxCompletionTokens = or(maxCompletionTokens, true);
        responses = or(responses, false);
        reasoningContent = or(reasoningContent, false);
        jsonSchema = or(jsonSchema, true);
        sampling = or(sampling, true);
        adaptiveThinking = or(adaptiveThinking, true);
    }

    private static boolean or(Boolean said, boolean fallback) {
        return said == null ? fallback : said;
    }
}
